import Testing

@testable import Importers

@Suite("Wall clocks, dates and times of tables")
struct WallClockTests {
  private func local(_ date: String, _ time: String) throws -> Int64 {
    let day = try #require(DateFormat.dashed.days(date[...]))
    return day * 86_400 + (try #require(ClockTime.milliseconds(time[...]))) / 1_000
  }

  @Test("a local time is one instant, two where the clock goes back, shifted where it goes forward")
  func changes() throws {
    var berlin = try #require(WallClock(zone: "Europe/Berlin"))
    #expect(berlin.instants(localSeconds: try local("2024-01-15", "12:00:00")) == [1_705_316_400])
    #expect(
      berlin.instants(localSeconds: try local("2024-10-27", "02:30:00"))
        == [1_729_989_000, 1_729_992_600])
    #expect(berlin.instants(localSeconds: try local("2024-03-31", "02:30:00")) == [1_711_848_600])
    #expect(berlin.localSeconds(at: 1_711_848_600) == (try local("2024-03-31", "03:30:00")))
    #expect(WallClock(zone: "Middle/Earth") == nil)
  }

  @Test(
    "dates in every format",
    arguments: [
      (DateFormat.yymmdd, "990201"), (.yyyymmdd, "19990201"), (.dashed, "1999-02-01"),
      (.dashed, "1999-2-1"), (.slashedDayFirst, "01/02/1999"), (.slashedMonthFirst, "02/01/1999"),
      (.dotted, "1.2.1999"),
    ])
  func dates(format: DateFormat, text: String) {
    #expect(format.days(text[...]) == 10_623)
  }

  @Test(
    "what is no date",
    arguments: [
      (DateFormat.yymmdd, "990230"), (.yymmdd, "99021"), (.dashed, "1999-13-01"),
      (.dashed, "1999-02-01-04"), (.dashed, ""), (.dotted, "1.2"), (.yyyymmdd, "1999020a"),
      (.dashed, "1900-02-29"),
    ])
  func noDates(format: DateFormat, text: String) {
    #expect(format.days(text[...]) == nil)
  }

  @Test("leap days and the turn of the century are where the calendar has them")
  func leapDays() {
    #expect(DateFormat.dashed.days("2000-02-29") == 11_016)
    #expect(DateFormat.yymmdd.days("691231") == 36_524)
    #expect(DateFormat.yymmdd.days("700101") == 0)
  }

  @Test(
    "times and decimal numbers",
    arguments: [
      ("0:00:00", 0), ("7:02:47", 25_367_000), ("23:59:59.25", 86_399_250), ("9:05", 32_700_000),
      ("24:00:00", nil), ("7:60:00", nil), ("7:00:60", nil), ("7", nil), ("", nil), ("a:b:c", nil),
      ("-1:00:00", nil),
    ] as [(String, Int64?)])
  func times(text: String, milliseconds: Int64?) {
    #expect(ClockTime.milliseconds(text[...]) == milliseconds)
  }

  @Test(
    "numbers with and without a fraction",
    arguments: [
      ("12", 12_000), ("12.5", 12_500), ("12.3456", 12_345), ("-57", -57_000), ("0", 0), ("", nil),
      ("-", nil), (".5", nil), ("1e3", nil), ("1.2.3", nil), ("9999999999999999", nil),
    ] as [(String, Int64?)])
  func numbers(text: String, value: Int64?) {
    #expect(ClockTime.decimal(text[...], scale: 1_000) == value)
  }
}
