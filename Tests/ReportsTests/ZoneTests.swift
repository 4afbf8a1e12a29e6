import ContactCenter
import Reports
import Testing

@Suite("Days and intervals of a zone")
struct ZoneTests {
  private static let hour: Int64 = 3_600_000

  @Test(
    "days of 23 and 25 hours exist",
    arguments: [
      ("Europe/Berlin", "2025-03-30", 23), ("Europe/Berlin", "2025-10-26", 25),
      ("Europe/Berlin", "2025-10-27", 24), ("Asia/Jerusalem", "1999-04-02", 23),
      ("Asia/Jerusalem", "1999-09-03", 25), ("Asia/Jerusalem", "1999-02-14", 24),
      ("Asia/Kathmandu", "2025-06-01", 24), ("America/Sao_Paulo", "2018-11-04", 23),
      ("Pacific/Apia", "2011-12-29", 24),
    ])
  func dayLengths(zone: String, date: String, hours: Int64) throws {
    let days = try CalendarDays(zone: zone)
    let day = days.day(containing: try days.instant(date))
    #expect(day.end.millisecondsSince(day.start) == hours * Self.hour)
    #expect(day.start == (try days.instant(date)))
  }

  @Test("a day that begins after a skipped midnight begins when the clock first shows it")
  func skippedMidnight() throws {
    let days = try CalendarDays(zone: "America/Sao_Paulo")
    let start = days.day(containing: try days.instant("2018-11-04T12:00")).start
    #expect(days.text(of: start) == "2018-11-04T01:00:00-02:00")
  }

  @Test(
    "days cover the time without a gap or an overlap",
    arguments: [
      "Europe/Berlin", "Asia/Jerusalem", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC",
    ])
  func daysTile(zone: String) throws {
    let days = try CalendarDays(zone: zone)
    var time = try days.instant("1998-01-01")
    for _ in 0..<2_000 {
      let day = days.day(containing: time)
      #expect(day.start == time)
      #expect(day.contains(Timestamp(milliseconds: day.end.milliseconds - 1)))
      time = day.end
    }
  }

  @Test(
    "intervals cover a year without a gap or an overlap",
    arguments: ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"],
    ["15m", "1h", "6h", "1d", "1w", "1mo"])
  func intervalsTile(zone: String, text: String) throws {
    let days = try CalendarDays(zone: zone)
    let interval = try ReportInterval(text)
    let end = try days.instant("2026-01-15")
    var time = interval.span(containing: try days.instant("2025-01-15"), in: days).start
    while time < end {
      let span = interval.span(containing: time, in: days)
      #expect(span.start == time)
      #expect(span.end > span.start)
      let last = Timestamp(milliseconds: span.end.milliseconds - 1)
      #expect(interval.span(containing: last, in: days) == span)
      time = span.end
    }
  }

  @Test("an hour that the clock shows twice is two intervals")
  func repeatedHour() throws {
    let days = try CalendarDays(zone: "Europe/Berlin")
    let first = try days.instant("2025-10-26T02:30:00+02:00")
    let second = try days.instant("2025-10-26T02:30:00+01:00")
    let hour = try ReportInterval("1h")
    let spans = [first, second].map { hour.span(containing: $0, in: days) }
    #expect(spans[0].end == spans[1].start)
    #expect(days.text(of: spans[0].start) == "2025-10-26T02:00:00+02:00")
    #expect(days.text(of: spans[1].start) == "2025-10-26T02:00:00+01:00")
  }

  @Test("a week begins on Monday")
  func weeks() throws {
    let days = try CalendarDays(zone: "Asia/Jerusalem")
    let span = try ReportInterval("1w").span(
      containing: try days.instant("1999-02-07T12:00"), in: days)
    #expect(days.text(of: span.start) == "1999-02-01T00:00:00+02:00")
    #expect(days.text(of: span.end) == "1999-02-08T00:00:00+02:00")
  }

  @Test(
    "times are read in the zone unless they name an offset",
    arguments: [
      ("1999-02-01", "1999-02-01T00:00:00+02:00"),
      ("1999-02-01T07:02:47", "1999-02-01T07:02:47+02:00"),
      ("1999-02-01T07:02Z", "1999-02-01T09:02:00+02:00"),
      ("1999-02-01 07:02:47.5+01:00", "1999-02-01T08:02:47.500+02:00"),
    ])
  func readsTimes(text: String, expected: String) throws {
    let days = try CalendarDays(zone: "Asia/Jerusalem")
    #expect(days.text(of: try days.instant(text)) == expected)
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "1999", "1999-02-29", "1999-13-01", "1999-02-01T", "1999-02-01T24:00", "1999-02-01T07:60",
      "1999-02-01T07:02:47+2", "1999-02-01x", "now", "1999-02-01T07:02:47.Z",
    ])
  func refusesTimes(text: String) {
    #expect(throws: ReportFailure.unreadableTime(text)) {
      try CalendarDays.utc.instant(text)
    }
  }

  @Test("an unknown zone is refused", arguments: ["Mars/Olympus", "", "../etc/passwd"])
  func refusesZones(name: String) {
    #expect(throws: ReportFailure.unknownZone(name)) { try CalendarDays(zone: name) }
  }

  @Test(
    "what is no interval is refused",
    arguments: ["", "0m", "7m", "5h", "2d", "2w", "1y", "m", "-15m", "15", "15 m", "999999999999m"])
  func refusesIntervals(text: String) {
    #expect(throws: ReportFailure.unknownInterval(text)) { try ReportInterval(text) }
  }
}
