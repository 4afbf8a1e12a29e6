package import ContactCenter

/// Counts queue visits and the service that followed: fed row by row, in any order.
///
/// - Answered, abandoned and left otherwise count for the interval of the visit's cohort
///   (`ReportOptions.Cohort`), so that offered = answered + abandoned + other exits + waiting in
///   every row.
/// - Hang-ups in the menu are counted apart, for the queue that the menu hinted at; without a hint
///   the row's queue is null.
/// - Means of handle and talk time are over handled segments, those of zero length included.
///
/// Memory: one tally for each queue and interval, whatever the number of visits.
package struct QueueReport: Sendable {
  private let options: ReportOptions
  private let standards: [QueueID: ServiceStandard]
  private var tallies: TallyGrid<QueueID?, QueueTally>

  /// - Parameter standards: each queue's own limits; 20 s and 5 s for one that is missing.
  package init(options: ReportOptions, standards: [QueueID: ServiceStandard] = [:]) {
    self.options = options
    self.standards = standards
    tallies = TallyGrid(options: options, blank: QueueTally())
  }

  /// Counts a visit if it is in range.
  package mutating func add(_ visit: VisitRow) {
    guard
      let time = options.cohortTime(receivedAt: visit.receivedAt, enqueuedAt: visit.enqueuedAt)
    else { return }
    let own = visit.queue.flatMap { standards[$0] } ?? ServiceStandard()
    let standard = options.standard(of: own)
    tallies.update(visit.queue, at: time) { $0.add(visit, standard: standard) }
  }

  /// Counts an agent's segment for the queue that its call came from, if it is in range.
  package mutating func add(_ segment: SegmentRow) {
    guard segment.outcome == .handled,
      let time = options.cohortTime(
        receivedAt: segment.receivedAt, enqueuedAt: segment.enqueuedAt)
    else { return }
    tallies.update(segment.queue, at: time) { $0.add(segment) }
  }

  /// The report on what was added so far.
  package var report: Report {
    tallies.report(
      order: { ($0?.rawValue ?? "", $0 == nil ? 0 : 1) < ($1?.rawValue ?? "", $1 == nil ? 0 : 1) },
      name: { ReportField("queue", $0.map { .text($0.rawValue) } ?? .null) },
      fields: \.fields)
  }
}
