import ContactCenter
import Reports
import Testing

@Suite("Reports on queues and agents")
struct ReportTests {
  private static let start: Int64 = 1_760_000_400_000

  private func visit(
    _ queue: String?, _ outcome: VisitRow.Outcome, wait: Int64?, at offset: Int64 = 0,
    queuedAfter: Int64 = 0
  ) -> VisitRow {
    VisitRow {
      $0.queue = queue.map { QueueID($0) }
      $0.outcome = outcome
      $0.waitMilliseconds = wait.map { $0 * 1_000 }
      $0.receivedAt = Timestamp(milliseconds: Self.start + offset)
      $0.enqueuedAt = $0.receivedAt.adding(milliseconds: queuedAfter)
    }
  }

  private func segment(_ agent: String, talk: Int64, hold: Int64 = 0, wrap: Int64 = 0) -> SegmentRow
  {
    SegmentRow {
      $0.agent = AgentID(agent)
      $0.queue = QueueID("a")
      $0.outcome = .handled
      $0.answersVisit = true
      $0.waitMilliseconds = 4_000
      $0.talkMilliseconds = talk * 1_000
      $0.holdMilliseconds = hold * 1_000
      $0.wrapMilliseconds = wrap * 1_000
      $0.receivedAt = Timestamp(milliseconds: Self.start)
    }
  }

  @Test("every visit is counted once, and a menu's hang-up apart")
  func counts() {
    var report = QueueReport(options: ReportOptions())
    report.add(visit("a", .answered, wait: 20))
    report.add(visit("a", .answered, wait: 21))
    report.add(visit("a", .abandoned, wait: 4))
    report.add(visit("a", .abandoned, wait: 30))
    report.add(visit("b", .exited, wait: 60))
    report.add(visit("b", .waiting, wait: nil))
    report.add(visit("b", .menu, wait: nil))
    report.add(visit(nil, .menu, wait: nil))
    let made = report.report
    #expect(made.rows.map { $0["queue"] } == [.null, .text("a"), .text("b")])
    #expect(made.rows[1]["serviceLevel.negative"] == .decimal(Millionths(count: 333_333)))
    #expect(made.rows[2]["serviceLevel.negative"] == .null)
    #expect(made.rows[2]["asaSeconds"] == .null)
    #expect(made.total["offered"] == .integer(6))
    #expect(made.total["menuAbandoned"] == .integer(2))
    #expect(made.total["waiting"] == .integer(1))
    #expect(made.total["shortAbandoned"] == .integer(1))
    #expect(made.total["abandonWaitSeconds"] == .decimal(Millionths(count: 17_000_000)))
    #expect(made.total["waitSeconds.p50"] == .decimal(Millionths(count: 20_000_000)))
    #expect(made.total["waitSeconds.max"] == .decimal(Millionths(count: 21_000_000)))
  }

  @Test("a hang-up on hold is counted apart, though the agent still works on the call")
  func hangUpsOnHold() {
    var wrapping = segment("anna", talk: 30, hold: 10)
    wrapping.outcome = .open
    wrapping.holdAbandonedAt = Timestamp(milliseconds: Self.start + 900_000)
    var options = ReportOptions()
    for (cohort, to, expected) in [
      (ReportOptions.Cohort.received, Int64(1), Int64(1)), (.happened, 900_000, 0),
      (.happened, 900_001, 1),
    ] {
      options.cohort = cohort
      options.to = Timestamp(milliseconds: Self.start + to)
      var queues = QueueReport(options: options)
      queues.add(wrapping)
      queues.add(segment("bert", talk: 5))
      #expect(queues.report.total["holdAbandoned"] == .integer(expected), "\(cohort) \(to)")
      #expect(queues.report.total["abandoned"] == .integer(0))
      var agents = AgentReport(options: options)
      agents.add(wrapping)
      #expect(agents.report.total["holdAbandoned"] == .integer(expected), "\(cohort) \(to)")
    }
  }

  @Test("without a threshold each queue is judged by its own")
  func ownStandards() {
    let standards = [QueueID("a"): ServiceStandard(serviceLevelSeconds: 10)]
    var report = QueueReport(options: ReportOptions(), standards: standards)
    report.add(visit("a", .answered, wait: 15))
    report.add(visit("b", .answered, wait: 15))
    #expect(report.report.rows.map { $0["answeredWithin"] } == [.integer(0), .integer(1)])
    #expect(report.report.total["answeredWithin"] == .integer(1))
    var options = ReportOptions()
    options.thresholdSeconds = 15
    var same = QueueReport(options: options, standards: standards)
    same.add(visit("a", .answered, wait: 15))
    #expect(same.report.total["answeredWithin"] == .integer(1))
  }

  @Test("a visit belongs to the time at which its call came in, or on request was queued")
  func cohorts() throws {
    let late = visit("a", .answered, wait: 1, at: -1, queuedAfter: 5)
    for (cohort, expected) in [(ReportOptions.Cohort.received, 0), (.queued, 1)] {
      var options = ReportOptions(cohort: cohort)
      options.from = Timestamp(milliseconds: Self.start)
      var report = QueueReport(options: options)
      report.add(late)
      #expect(report.report.total["offered"] == .integer(Int64(expected)))
    }
  }

  @Test("a range holds its beginning and not its end; an empty one is refused")
  func ranges() {
    var options = ReportOptions()
    options.from = Timestamp(milliseconds: Self.start)
    options.to = Timestamp(milliseconds: Self.start + 10)
    var report = QueueReport(options: options)
    for offset: Int64 in [-1, 0, 9, 10] { report.add(visit("a", .exited, wait: 1, at: offset)) }
    #expect(report.report.total["offered"] == .integer(2))
    options.to = options.from
    #expect(throws: ReportFailure.emptyRange) { try options.validate() }
  }

  @Test("the rows of intervals add up to the total")
  func intervals() throws {
    let options = ReportOptions(
      calendar: try CalendarDays(zone: "Europe/Berlin"), interval: try ReportInterval("15m"))
    var report = QueueReport(options: options)
    for index: Int64 in 0..<500 {
      report.add(
        visit(index % 3 == 0 ? "a" : "b", .answered, wait: index % 40, at: index * 61_000))
    }
    let made = report.report
    let sum = made.rows.reduce(Int64(0)) { sum, row in
      if case .integer(let count)? = row["answered"] { sum + count } else { sum }
    }
    #expect(made.total["answered"] == .integer(sum))
    #expect(sum == 500)
    #expect(made.rows[0].prefix(3).map(\.name) == ["queue", "start", "end"])
    #expect(made.rows[0]["start"] == .text("2025-10-09T11:00:00+02:00"))
    #expect(made.rows[0]["end"] == .text("2025-10-09T11:15:00+02:00"))
    #expect(made.total["start"] == nil)
  }

  @Test("an agent's means are over handled segments, those of zero length included")
  func agents() {
    var report = AgentReport(options: ReportOptions())
    report.add(segment("anna", talk: 30, hold: 10, wrap: 20))
    report.add(segment("anna", talk: 0))
    var open = segment("bert", talk: 0)
    open.outcome = .open
    report.add(open)
    var missed = segment("bert", talk: 0)
    missed.outcome = .missed
    report.add(missed)
    let made = report.report
    #expect(made.rows[0]["handleSeconds"] == .decimal(Millionths(count: 30_000_000)))
    #expect(made.rows[0]["talkSeconds"] == .decimal(Millionths(count: 15_000_000)))
    #expect(made.rows[1]["answered"] == .integer(1))
    #expect(made.rows[1]["missedOffers"] == .integer(1))
    #expect(made.rows[1]["handleSeconds"] == .null)
    #expect(made.total["answered"] == .integer(3))
  }

  @Test("percentiles are values that occur, by nearest rank")
  func percentiles() {
    var waits = Distribution()
    #expect(waits.percentiles([50]) == [nil])
    for value: Int64 in [15, 20, 35, 40, 50] { waits.add(value) }
    #expect(waits.percentiles([5, 30, 40, 50, 100]) == [15, 20, 20, 35, 50])
  }
}
