package import ContactCenter

/// What a report is asked for.
package struct ReportOptions: Sendable, Equatable {
  /// Which time a visit belongs to.
  package enum Cohort: String, Sendable, Equatable, CaseIterable {
    /// When its call was received: a call belongs to the day on which it came in.
    case received
    /// When it entered the queue.
    case queued
    /// No cohort: each counter counts when its event happens, so that offered and answered of one
    /// visit may lie in two intervals.
    case happened
  }

  /// The first instant; nil for the beginning of the log.
  package var from: Timestamp?
  /// The first instant that is out again; nil for the log's end.
  package var to: Timestamp?
  /// Nil: one row a queue or agent; otherwise one more for each interval in which there was
  /// something.
  package var interval: ReportInterval?
  /// The zone in which days and intervals begin.
  package var calendar: CalendarDays
  /// T for all queues; nil: each queue's own.
  package var thresholdSeconds: Int64?
  /// The limit for short abandons for all queues; 0: none is short; nil: each queue's own.
  package var shortAbandonSeconds: Int64?
  package var cohort: Cohort

  package init(
    calendar: CalendarDays = .utc, interval: ReportInterval? = nil, cohort: Cohort = .received
  ) {
    self.calendar = calendar
    self.interval = interval
    self.cohort = cohort
  }

  /// Throws `ReportFailure.emptyRange` where the end is not after the beginning.
  package func validate() throws(ReportFailure) {
    if let from, let to, to <= from { throw .emptyRange }
  }

  /// The keys between which the rows of the views lie that this report needs: the lower bound is
  /// exclusive, the upper inclusive, and rows at the edges still go through the report's own test.
  package var keyBounds: (after: String?, through: String?) {
    guard cohort == .received else { return (nil, nil) }
    return (from.map { CohortKey.start(at: $0) }, to.map { CohortKey.start(at: $0) })
  }

  func standard(of queue: ServiceStandard) -> ServiceStandard {
    ServiceStandard(
      serviceLevelSeconds: thresholdSeconds ?? queue.serviceLevelSeconds,
      shortAbandonSeconds: shortAbandonSeconds ?? queue.shortAbandonSeconds)
  }

  /// The time that decides to which interval something belongs; nil where it is out of range.
  func cohortTime(receivedAt: Timestamp, enqueuedAt: Timestamp) -> Timestamp? {
    inRange(cohort == .received ? receivedAt : enqueuedAt)
  }

  /// The time of an agent's part in a call, which is `happened` where there are no cohorts.
  func time(of segment: SegmentRow, happened: Timestamp?) -> Timestamp? {
    guard cohort == .happened else {
      return cohortTime(receivedAt: segment.receivedAt, enqueuedAt: segment.enqueuedAt)
    }
    return happened.flatMap(inRange)
  }

  /// The time of a caller's hang-up on hold; nil where there was none, or it is out of range.
  func timeOfHangUp(in segment: SegmentRow) -> Timestamp? {
    segment.holdAbandonedAt.flatMap { time(of: segment, happened: $0) }
  }

  /// The time itself where it is in range.
  func inRange(_ time: Timestamp) -> Timestamp? {
    if let from, time < from { return nil }
    if let to, time >= to { return nil }
    return time
  }
}
