import ContactCenter
import Reports
import Testing

@Suite("Reports on whole calls and on feedback")
struct ContactReportTests {
  private static let day = CalendarDays.dayMilliseconds
  private static let start: Int64 = 1_760_000_400_000

  private func outcome(
    _ call: String, at offset: Int64 = 0, customer: String? = "c", reason: String? = "bill",
    _ fill: (inout OutcomeRow) -> Void = { _ in }
  ) -> OutcomeRow {
    OutcomeRow {
      $0.call = CallID(call)
      $0.receivedAt = Timestamp(milliseconds: Self.start + offset)
      $0.queuedAt = $0.receivedAt
      $0.answeredAt = $0.receivedAt
      $0.endedAt = $0.receivedAt.adding(milliseconds: 60_000)
      $0.queue = QueueID("a")
      $0.agent = AgentID("anna")
      $0.customer = customer.map { CustomerID($0) }
      $0.reason = reason.map { Code($0) }
      $0.isResolved = true
      fill(&$0)
    }
  }

  private func firstContact(
    _ outcomes: [OutcomeRow], now: Int64 = 100 * day, merges: [CustomerID: CustomerID] = [:]
  ) -> [ReportValue?] {
    var report = ContactReport(
      options: ReportOptions(), grouping: .queue,
      now: Timestamp(milliseconds: Self.start + now), merges: merges)
    for outcome in outcomes { report.add(outcome, segments: []) }
    let total = report.report().total
    return ["fcr.contacts", "fcr.resolved", "fcr.settled", "fcr.rate", "fcr.provisionalRate"]
      .map { total[$0] }
  }

  private func ratio(_ count: Int64) -> ReportValue { .decimal(Millionths(count: count)) }

  @Test("a matter resolved at once counts when seven days have passed; until then provisionally")
  func settling() {
    let resolved = [outcome("1")]
    #expect(
      firstContact(resolved) == [
        .integer(1), .integer(1), .integer(1), ratio(1_000_000), ratio(1_000_000),
      ])
    #expect(
      firstContact(resolved, now: 7 * Self.day - 1)
        == [.integer(1), .integer(1), .integer(0), .null, ratio(1_000_000)])
  }

  @Test("who comes back with the same reason within seven days was not helped at once")
  func comingBack() {
    let again = firstContact([outcome("1"), outcome("2", at: 7 * Self.day)])
    #expect(again[1] == .integer(1), "the second is resolved, the first is not")
    let later = firstContact([outcome("1"), outcome("2", at: 7 * Self.day + 1)])
    #expect(later[1] == .integer(2))
    let otherReason = firstContact([outcome("1"), outcome("2", at: 1, reason: "move")])
    #expect(otherReason[1] == .integer(2))
    let otherCustomer = firstContact([outcome("1"), outcome("2", at: 1, customer: "d")])
    #expect(otherCustomer[1] == .integer(2))
    let outbound = firstContact([outcome("1"), outcome("2", at: 1) { $0.isOutbound = true }])
    #expect(outbound[0] == .integer(1))
    #expect(outbound[1] == .integer(1), "our own call is no second attempt of the customer's")
  }

  @Test("a transfer to another queue, a denial, an open matter are not resolved at once")
  func unresolved() {
    for fill in [
      { (row: inout OutcomeRow) in row.queueTransfers = 1 },
      { row in row.isResolved = false },
    ] {
      #expect(firstContact([outcome("1", fill)])[1] == .integer(0))
    }
    #expect(firstContact([outcome("1", customer: nil)])[0] == .integer(0), "it cannot be judged")
    #expect(firstContact([outcome("1") { $0.endedAt = nil }])[0] == .integer(0))
  }

  @Test("who calls again under a name that was merged has called again")
  func merged() {
    let calls = [outcome("1", customer: "x1"), outcome("2", at: Self.day, customer: "x2")]
    #expect(firstContact(calls)[1] == .integer(2))
    let merges = [CustomerID("x1"): CustomerID("x0"), CustomerID("x0"): CustomerID("x2")]
    #expect(firstContact(calls, merges: merges)[1] == .integer(1))
  }

  @Test("later contacts are judged outside the range and counted inside it alone")
  func range() {
    var options = ReportOptions()
    options.to = Timestamp(milliseconds: Self.start + Self.day)
    var report = ContactReport(
      options: options, grouping: .agent,
      now: Timestamp(milliseconds: Self.start + 100 * Self.day))
    report.add(outcome("1"), segments: [])
    report.add(outcome("2", at: 2 * Self.day), segments: [])
    let total = report.report().total
    #expect(total["contacts"] == .integer(1))
    #expect(total["fcr.settled"] == .integer(1))
    #expect(total["fcr.resolved"] == .integer(0))
  }

  @Test("calls are grouped by campaign with how they were led; a call that goes on is not counted")
  func campaigns() {
    func score(_ outcomes: [StepOutcome], isOver: Bool = true) -> CallScoreRow {
      CallScoreRow {
        $0.endedAt = isOver ? Timestamp(milliseconds: Self.start) : nil
        $0.steps = outcomes.map { outcome in StepResult { $0.outcome = outcome } }
      }
    }
    var report = ContactReport(
      options: ReportOptions(), grouping: .campaign, now: Timestamp(milliseconds: Self.start))
    let spring: (inout OutcomeRow) -> Void = { $0.campaign = CampaignID("spring") }
    report.add(
      outcome("1", spring), segments: [], score: score([.met, .met, .missed, .notApplicable]))
    report.add(outcome("2", spring), segments: [], score: score([.met]))
    report.add(outcome("3", spring), segments: [], score: score([.missed], isOver: false))
    report.add(outcome("4", spring), segments: [], score: score([.notApplicable]))
    report.add(outcome("5"), segments: [])
    let made = report.report()
    #expect(made.rows.map { $0["campaign"] } == [.text("spring"), .null])
    #expect(made.rows.map { $0["contacts"] } == [.integer(4), .integer(1)])
    #expect(made.rows.map { $0["procedure.calls"] } == [.integer(2), .integer(0)])
    #expect(made.rows.map { $0["procedure.met"] } == [.integer(3), .integer(0)])
    #expect(made.rows.map { $0["procedure.missed"] } == [.integer(1), .integer(0)])
    #expect(made.rows.map { $0["procedure.score"] } == [ratio(750_000), .null])
    #expect(made.total["procedure.score"] == ratio(750_000))
  }

  @Test("calls are grouped by reason with the segments of their agents; ghosts are left out")
  func reasons() {
    var report = ContactReport(
      options: ReportOptions(), grouping: .reason, now: Timestamp(milliseconds: Self.start))
    let segment = SegmentRow {
      $0.outcome = .handled
      $0.talkMilliseconds = 60_000
      $0.holdMilliseconds = 20_000
      $0.wrapMilliseconds = 10_000
    }
    report.add(outcome("1") { $0.transfers = 1 }, segments: [segment, segment])
    report.add(outcome("2", reason: nil), segments: [])
    report.add(outcome("3") { $0.isPhantom = true }, segments: [])
    let rows = report.report().rows
    #expect(rows.map { $0["reason"] } == [.text("bill"), .null])
    #expect(rows[0]["handled"] == .integer(2))
    #expect(rows[0]["handleSeconds"] == ratio(90_000_000))
    #expect(rows[0]["talkSeconds"] == ratio(60_000_000))
    #expect(rows[0]["holdSeconds"] == ratio(20_000_000))
    #expect(rows[0]["wrapSeconds"] == ratio(10_000_000))
    #expect(rows[0]["transfers"] == .integer(1))
    #expect(rows[0]["undocumented"] == .integer(1))
    #expect(rows[1]["handleSeconds"] == .null)
  }

  @Test("segments find their calls, in the order of arrival, also several of one millisecond")
  func join() {
    func segment(_ call: String, _ offset: Int64) -> SegmentRow {
      SegmentRow {
        $0.call = CallID(call)
        $0.receivedAt = Timestamp(milliseconds: Self.start + offset)
      }
    }
    var segments = [
      segment("0", -5), segment("1", 0), segment("2", 0), segment("1", 0), segment("4", 9),
      segment("5", 20),
    ][...]
    var join = ReportJoin()
    let found = [("1", 0), ("2", 0), ("3", 5), ("4", 9)].map { call, offset in
      join.segments(of: outcome(call, at: offset)) { segments.popFirst() }.count
    }
    #expect(found == [2, 1, 0, 1])
  }

  @Test("CSAT is the top two of five, NPS promoters less detractors, each with its responses")
  func feedback() {
    var report = FeedbackReport(options: ReportOptions(), grouping: .agent)
    for (scale, score) in [
      (.csat, 5), (.csat, 4), (.csat, 3), (.csat, 1), (.nps, 10), (.nps, 9), (.nps, 8), (.nps, 6),
      (.nps, 0),
    ] as [(FeedbackScale, Int64)] {
      report.add(asked { ($0.scale, $0.score) = (scale, score) })
    }
    report.add(asked { $0.isDeclined = true })
    report.add(asked { _ in })
    report.add(outcome("not asked"))
    report.add(outcome("unanswered") { $0.answeredAt = nil })
    let total = report.report.total
    #expect(total["contacts"] == .integer(12))
    #expect(total["requests"] == .integer(11))
    #expect(total["responses"] == .integer(9))
    #expect(total["declined"] == .integer(1))
    #expect(total["responseRate"] == ratio(818_182))
    #expect(total["csat.responses"] == .integer(4))
    #expect(total["csat.score"] == ratio(500_000))
    #expect(total["csat.mean"] == ratio(3_250_000))
    #expect(total["nps.responses"] == .integer(5))
    #expect(total["nps.score"] == ratio(0))
    #expect(total["effort.mean"] == .null)
  }

  @Test("feedback belongs to its call's interval, or on request to the one in which it was given")
  func feedbackTimes() throws {
    for (cohort, starts) in [
      (.received, [ReportValue.text("2025-10-09T00:00:00Z")]),
      (.happened, [.text("2025-10-09T00:00:00Z"), .text("2025-10-11T00:00:00Z")]),
    ] as [(ReportOptions.Cohort, [ReportValue])] {
      let options = ReportOptions(interval: .day, cohort: cohort)
      var report = FeedbackReport(options: options, grouping: .queue)
      report.add(
        asked {
          ($0.scale, $0.score) = (.csat, 5)
          $0.settledAt = Timestamp(milliseconds: Self.start + 2 * Self.day)
        })
      #expect(report.report.rows.map { $0["start"] } == starts)
      #expect(report.report.total["responses"] == .integer(1))
    }
  }

  private func asked(_ fill: (inout FeedbackRow) -> Void) -> OutcomeRow {
    outcome("asked") { row in
      row.feedback = [
        FeedbackRow {
          $0.requestedAt = Timestamp(milliseconds: Self.start)
          fill(&$0)
        }
      ]
    }
  }

  @Test("counters that count when they happen add up to those of the cohorts")
  func happened() throws {
    let visits = (0..<300).map { index -> VisitRow in
      VisitRow {
        $0.queue = QueueID("a")
        $0.outcome = [.answered, .abandoned, .exited][index % 3]
        $0.receivedAt = Timestamp(milliseconds: Self.start + Int64(index) * 30_000)
        $0.enqueuedAt = $0.receivedAt.adding(milliseconds: 10_000)
        $0.leftAt = $0.enqueuedAt.adding(milliseconds: 900_000)
        $0.waitMilliseconds = 900_000
      }
    }
    var totals: [Report.Row] = []
    for cohort in ReportOptions.Cohort.allCases {
      let options = ReportOptions(interval: .minutes(15), cohort: cohort)
      var report = QueueReport(options: options)
      visits.forEach { report.add($0) }
      let made = report.report
      totals.append(made.total)
      if cohort == .happened {
        #expect(made.rows[0]["offered"] != .integer(0))
        #expect(made.rows[0]["answered"] == .integer(0), "they are answered in the next quarter")
      }
    }
    #expect(totals[0] == totals[1] && totals[1] == totals[2])
    #expect(totals[0]["abandonRate.all"] == ratio(333_333))
  }
}
