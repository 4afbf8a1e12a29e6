package import ContactCenter

/// Counts queue visits and the service that followed: fed row by row, in any order.
///
/// - Answered, abandoned and left otherwise count for the interval of the visit's cohort
///   (`ReportOptions.Cohort`), so that offered = answered + abandoned + other exits + waiting in
///   every row.
/// - Hang-ups in the menu are counted apart, for the queue that the menu hinted at; without a hint
///   the row's queue is null. So are hang-ups on hold, for the queue that the call came from.
/// - Means of handle, talk, hold and wrap time are over handled segments, those of zero length
///   included.
/// - With `Cohort.happened` every counter counts when its event happens: an interval table, in
///   which offered and answered of one visit may stand in two rows.
/// - First-contact resolution, going back and forth, and undocumented calls are those of answered
///   inbound calls, for the queue that they entered first, in the interval in which they came in.
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
    let own = visit.queue.flatMap { standards[$0] } ?? ServiceStandard()
    let standard = options.standard(of: own)
    var (entered, left) = (
      options.cohortTime(receivedAt: visit.receivedAt, enqueuedAt: visit.enqueuedAt),
      options.cohortTime(receivedAt: visit.receivedAt, enqueuedAt: visit.enqueuedAt)
    )
    if options.cohort == .happened {
      entered = visit.outcome == .menu ? nil : options.inRange(visit.enqueuedAt)
      left = visit.leftAt.flatMap(options.inRange)
    }
    if let entered { tallies.update(visit.queue, at: entered) { $0.addArrival(visit) } }
    if let left {
      tallies.update(visit.queue, at: left) { $0.addDeparture(visit, standard: standard) }
    }
  }

  /// Counts an agent's segment for the queue that its call came from, if it is in range.
  package mutating func add(_ segment: SegmentRow) {
    if let time = options.timeOfHangUp(in: segment) {
      tallies.update(segment.queue, at: time) { $0.addHangUpOnHold() }
    }
    let isMissedInQueue = segment.outcome == .missed && segment.queue != nil
    guard segment.outcome == .handled || isMissedInQueue,
      let time = options.time(of: segment, happened: segment.endedAt)
    else { return }
    tallies.update(segment.queue, at: time) { $0.add(segment) }
  }

  /// Counts what became of an answered inbound call that had a queue, if it is in range.
  package mutating func add(_ outcome: OutcomeRow) {
    guard isCounted(outcome), let time = options.cohortTime(of: outcome) else { return }
    tallies.update(outcome.queue, at: time) { $0.add(outcome) }
  }

  /// Counts whether a call settled its matter at once, if it is in range.
  package mutating func add(_ verdict: FirstContactJudge.Verdict) {
    guard isCounted(verdict.outcome), let time = options.cohortTime(of: verdict.outcome) else {
      return
    }
    tallies.update(verdict.outcome.queue, at: time) {
      $0.firstContact.count(isResolved: verdict.isResolved, isSettled: verdict.isSettled)
    }
  }

  private func isCounted(_ outcome: OutcomeRow) -> Bool {
    outcome.isAnswered && !outcome.isOutbound && outcome.queuedAt != nil
  }

  /// The report on what was added so far.
  package var report: Report {
    tallies.report(
      order: { ($0?.rawValue ?? "", $0 == nil ? 0 : 1) < ($1?.rawValue ?? "", $1 == nil ? 0 : 1) },
      name: { ReportField("queue", $0.map { .text($0.rawValue) } ?? .null) },
      fields: \.fields)
  }
}
