package import ContactCenter

/// What customers said when they were asked, by queue, agent, reason or campaign: fed call by call,
/// in any order.
///
/// - CSAT is the share of scores 4 and 5 of five, beside the mean; NPS is % of 9 and 10 less % of 0
///   to 6, from −100 to 100. Each stands with its number of responses.
/// - The response rate is responses / requests; a customer who was asked twice counts twice.
/// - A call and its feedback belong to the interval in which the call came in (a cohort); with
///   `--cohort happened` feedback belongs to the one in which it was given or declined, and a
///   request without an answer to that of the request.
package struct FeedbackReport: Sendable {
  private let options: ReportOptions
  private let grouping: ReportGrouping
  private var tallies: TallyGrid<String?, FeedbackTally>

  package init(options: ReportOptions, grouping: ReportGrouping) {
    self.options = options
    self.grouping = grouping
    tallies = TallyGrid(options: options, blank: FeedbackTally())
  }

  /// Counts a call that an agent answered, and what its customer said.
  package mutating func add(_ outcome: OutcomeRow) {
    guard outcome.isAnswered || !outcome.feedback.isEmpty else { return }
    let name = grouping.name(of: outcome)
    if outcome.isAnswered, let time = options.cohortTime(of: outcome) {
      tallies.update(name, at: time) { $0.addContact() }
    }
    for feedback in outcome.feedback {
      guard let time = time(of: feedback, on: outcome) else { continue }
      tallies.update(name, at: time) { $0.add(feedback) }
    }
  }

  /// The report on what was added so far.
  package var report: Report {
    tallies.report(
      order: ReportGrouping.precedes,
      name: { [grouping] in grouping.field($0) }, fields: \.fields)
  }

  private func time(of feedback: FeedbackRow, on outcome: OutcomeRow) -> Timestamp? {
    guard options.cohort == .happened else { return options.cohortTime(of: outcome) }
    return options.inRange(feedback.settledAt ?? feedback.requestedAt)
  }
}
