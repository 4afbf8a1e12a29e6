package import ContactCenter

/// How good the estimates of waits were, by queue: fed row by row, in any order.
///
/// - An estimate is graded where its wait ended with an answer. Who left before is counted, and
///   grades nothing: how long they would have waited is not known.
/// - The error is the mean of the absolute differences; the bias is the mean of estimate less wait,
///   so above zero where callers are told too much; `tooShort` is the share of those who waited
///   longer than they had been told.
/// - An estimate belongs to the interval in which it was given.
package struct EstimateReport: Sendable {
  private let options: ReportOptions
  private var tallies: TallyGrid<QueueID, EstimateTally>

  package init(options: ReportOptions) {
    self.options = options
    tallies = TallyGrid(options: options, blank: EstimateTally())
  }

  /// Counts an estimate if it is in range.
  package mutating func add(_ row: EstimateRow) {
    guard let time = options.inRange(row.estimatedAt) else { return }
    tallies.update(row.queue, at: time) { $0.add(row) }
  }

  /// The report on what was added so far.
  package var report: Report {
    tallies.report(
      order: { $0 < $1 }, name: { ReportField("queue", .text($0.rawValue)) }, fields: \.fields)
  }
}
