import ContactCenter
import Reports
import TestSupport
import Testing

@Suite("Agents' time")
struct WorkingTimeTests {
  private func span(_ start: Int64, _ end: Int64) -> CalendarDays.Span {
    CalendarDays.Span(
      start: Timestamp(milliseconds: start * 1_000), end: Timestamp(milliseconds: end * 1_000))
  }

  @Test("sets of time behave as sets of seconds", arguments: UInt64(1)...200)
  func sets(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func some() -> (SpanSet, Set<Int64>) {
      let spans = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let start = Int64.random(in: 0...40, using: &random)
        return (start, start + Int64.random(in: -2...12, using: &random))
      }
      return (
        SpanSet(spans.map { span($0.0, $0.1) }),
        Set(spans.flatMap { $0.0 < $0.1 ? Array($0.0..<$0.1) : [] })
      )
    }
    let (left, leftSeconds) = some()
    let (right, rightSeconds) = some()
    for (set, seconds) in [
      (left, leftSeconds), (left.union(right), leftSeconds.union(rightSeconds)),
      (left.intersection(right), leftSeconds.intersection(rightSeconds)),
      (left.subtracting(right), leftSeconds.subtracting(rightSeconds)),
    ] {
      #expect(self.seconds(of: set) == seconds, "seed \(seed)")
      #expect(set.milliseconds == Int64(seconds.count) * 1_000, "seed \(seed)")
    }
  }

  private func seconds(of set: SpanSet) -> Set<Int64> {
    Set(set.spans.flatMap { $0.start.milliseconds / 1_000..<$0.end.milliseconds / 1_000 })
  }

  private func lasting(
    _ kind: WorkingSpanRow.Kind, _ presence: Presence? = nil, _ start: Int64, _ end: Int64?
  ) -> WorkingSpanRow {
    WorkingSpanRow {
      $0.agent = AgentID("anna")
      $0.kind = kind
      $0.presence = presence
      $0.startedAt = Timestamp(milliseconds: start * 1_000)
      $0.endedAt = end.map { Timestamp(milliseconds: $0 * 1_000) }
    }
  }

  private func contact(_ start: Int64, _ end: Int64) -> SegmentRow {
    SegmentRow {
      $0.agent = AgentID("anna")
      $0.startedAt = Timestamp(milliseconds: start * 1_000)
      $0.receivedAt = $0.startedAt
      $0.endedAt = Timestamp(milliseconds: end * 1_000)
      $0.outcome = .handled
    }
  }

  private func shift(_ presence: Presence, _ start: Int64, _ end: Int64) -> ShiftRow {
    ShiftRow {
      $0.agent = AgentID("anna")
      $0.presence = presence
      $0.start = Timestamp(milliseconds: start * 1_000)
      $0.end = Timestamp(milliseconds: end * 1_000)
    }
  }

  /// An hour: available, on a call that reaches into lunch, administration, gone early.
  private func day(options: ReportOptions = ReportOptions()) -> AgentReport {
    var report = AgentReport(options: options)
    report.add(lasting(.session, nil, 0, 3_000))
    report.add(lasting(.presence, .available, 0, 1_200))
    report.add(lasting(.presence, .lunch, 1_200, 2_000))
    report.add(lasting(.presence, .admin, 2_000, 3_000))
    report.add(lasting(.presence, .offline, 3_000, nil))
    report.add(contact(300, 600))
    report.add(contact(500, 900))
    report.add(contact(1_100, 1_400))
    report.add(shift(.available, 0, 1_200))
    report.add(shift(.lunch, 1_200, 1_800))
    report.add(shift(.admin, 1_800, 3_600))
    // Something happened at the end of the hour: until then time is known.
    var other = contact(3_500, 3_600)
    other.agent = AgentID("bert")
    report.add(other)
    return report
  }

  private func seconds(_ value: ReportValue?) -> Int64? {
    guard case .decimal(let number)? = value else { return nil }
    return number.count / 1_000_000
  }

  @Test("a session falls into contact, idle, productive and other time, and two calls count once")
  func parts() throws {
    let row = try #require(day().report.rows.first)
    #expect(seconds(row["sessionSeconds"]) == 3_000)
    #expect(seconds(row["onContactSeconds"]) == 900)
    #expect(seconds(row["idleSeconds"]) == 500)
    #expect(seconds(row["productiveSeconds"]) == 1_000)
    #expect(seconds(row["otherSeconds"]) == 600)
    #expect(row["occupancy"] == .decimal(Millionths(count: 642_857)))
    #expect(row["utilisation"] == .decimal(Millionths(count: 633_333)))
  }

  @Test("an hour of a longer day is the same whether it is asked for or cut out")
  func hourAlone() throws {
    var options = ReportOptions()
    options.from = Timestamp(milliseconds: 3_600_000)
    options.to = Timestamp(milliseconds: 7_200_000)
    var report = AgentReport(options: options, latest: Timestamp(milliseconds: 9_000_000))
    report.add(lasting(.session, nil, 0, nil))
    report.add(lasting(.presence, .available, 0, nil))
    report.add(contact(3_900, 4_200))
    let row = try #require(report.report.rows.first)
    #expect(seconds(row["sessionSeconds"]) == 3_600)
    #expect(seconds(row["idleSeconds"]) == 3_300)
  }

  @Test("a shift is adhered to while the agent is what it says; a call counts as available")
  func adherence() throws {
    let row = try #require(day().report.rows.first)
    #expect(seconds(row["scheduledSeconds"]) == 3_600)
    // 1,200 available or on contact; 400 of lunch after the call; 1,000 of administration.
    #expect(seconds(row["adherentSeconds"]) == 2_600)
    #expect(row["adherence"] == .decimal(Millionths(count: 722_222)))
  }

  @Test("an agent of whom no time was recorded has none, rather than zero")
  func unrecorded() {
    let rows = day().report.rows
    #expect(rows[1]["agent"] == .text("bert"))
    #expect(rows[1]["sessionSeconds"] == .null)
    #expect(rows[1]["occupancy"] == .null)
    #expect(rows[1]["adherence"] == .null)
  }

  @Test("without sessions the day is the time of presences other than offline")
  func presencesAlone() throws {
    var report = AgentReport(options: ReportOptions())
    report.add(lasting(.presence, .available, 0, 100))
    report.add(lasting(.presence, .offline, 100, 900))
    report.add(lasting(.presence, .break, 900, 1_000))
    let row = try #require(report.report.rows.first)
    #expect(seconds(row["sessionSeconds"]) == 200)
    #expect(seconds(row["idleSeconds"]) == 100)
  }

  @Test("what still lasts ends with the latest event; a range cuts what reaches beyond it")
  func openAndCut() throws {
    var options = ReportOptions()
    options.from = Timestamp(milliseconds: 1_000_000)
    options.to = Timestamp(milliseconds: 1_500_000)
    #expect(seconds(day(options: options).report.rows[0]["sessionSeconds"]) == 500)
    #expect(seconds(day(options: options).report.rows[0]["onContactSeconds"]) == 300)
    var open = AgentReport(options: ReportOptions())
    open.add(lasting(.session, nil, 0, nil))
    open.add(lasting(.presence, .available, 0, nil))
    open.add(contact(50, 90))
    #expect(seconds(open.report.rows[0]["sessionSeconds"]) == 90)
    #expect(seconds(open.report.rows[0]["idleSeconds"]) == 50)
  }

  @Test("time is split over the intervals, and over days of 23 and 25 hours, and adds up")
  func intervals() throws {
    let zone = try CalendarDays(zone: "Europe/Berlin")
    for (date, hours) in [("2025-03-30", 23), ("2025-10-26", 25)] as [(String, Int64)] {
      for text in ["15m", "1h", "1d", "1w", "1mo"] {
        let options = ReportOptions(calendar: zone, interval: try ReportInterval(text))
        var report = AgentReport(options: options)
        let start = try zone.instant(date).milliseconds / 1_000
        report.add(lasting(.session, nil, start, start + hours * 3_600))
        report.add(lasting(.presence, .available, start, start + hours * 3_600))
        let made = report.report
        let sum = made.rows.reduce(0) { $0 + (seconds($1["sessionSeconds"]) ?? 0) }
        #expect(sum == hours * 3_600, "\(date) \(text)")
        #expect(seconds(made.total["sessionSeconds"]) == sum)
        let counts = ["15m": hours * 4, "1h": hours, "1d": 1, "1w": 1, "1mo": 1]
        #expect(Int64(made.rows.count) == counts[text], "\(date) \(text)")
      }
    }
  }
}
