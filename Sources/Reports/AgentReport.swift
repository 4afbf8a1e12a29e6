package import ContactCenter

/// Counts what agents did with the calls that they were offered: fed row by row, in any order.
///
/// - `answered` are answers to queue visits: over all agents, with `unknown`, they are the queues'
///   answered. `handled` are finished segments, with those that came straight from another agent.
/// - `offered` is answered + missed offers: a switch that reports no offers has only answers.
/// - Means are over handled segments, those of zero length included.
package struct AgentReport: Sendable {
  private let options: ReportOptions
  private var tallies: TallyGrid<AgentID, AgentTally>

  package init(options: ReportOptions) {
    self.options = options
    tallies = TallyGrid(options: options, blank: AgentTally())
  }

  /// Counts a segment if it is in range.
  package mutating func add(_ segment: SegmentRow) {
    guard
      let time = options.cohortTime(
        receivedAt: segment.receivedAt, enqueuedAt: segment.enqueuedAt)
    else { return }
    tallies.update(segment.agent, at: time) { $0.add(segment) }
  }

  /// The report on what was added so far.
  package var report: Report {
    tallies.report(
      order: <, name: { ReportField("agent", .text($0.rawValue)) }, fields: \.fields)
  }
}
