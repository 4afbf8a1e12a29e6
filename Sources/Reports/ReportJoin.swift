package import ContactCenter

/// Puts the segments of calls beside what became of the calls: both come in the order of arrival,
/// and meet where call and arrival are the same.
///
/// Memory: the segments of the calls that arrived in one millisecond.
package struct ReportJoin: Sendable {
  private var waiting: [SegmentRow] = []

  package init() {}

  /// The segments of a call, which are taken from the source as far as they are needed.
  ///
  /// - Parameter next: the next segment in the order of arrival; nil where there are no more.
  package mutating func segments<Failure: Error>(
    of outcome: OutcomeRow, next: () throws(Failure) -> SegmentRow?
  ) throws(Failure) -> [SegmentRow] {
    waiting.removeAll { $0.receivedAt < outcome.receivedAt }
    while waiting.last.map({ $0.receivedAt <= outcome.receivedAt }) ?? true {
      guard let segment = try next() else { break }
      if segment.receivedAt >= outcome.receivedAt { waiting.append(segment) }
    }
    return waiting.filter { $0.call == outcome.call && $0.receivedAt == outcome.receivedAt }
  }
}
