internal import EventLog

/// Proves that nothing is missing: each event names the position of the one before it on its
/// stream, the first one of a connection the place that was resumed from. A value without I/O.
struct EventContinuity {
  /// What an event's place says.
  enum Verdict: Equatable {
    case follows
    /// Something is missing, or comes twice.
    case gap(expected: UInt64)
  }

  /// The position that the next event must name; nil where nobody knows.
  private var expected: UInt64?
  /// The place of the last gap: the same one again is the server's doing, not the connection's.
  private var lastGap: UInt64?

  /// A connection was made.
  ///
  /// - Parameter cursor: what was resumed from; nil where the server knows the place.
  mutating func connected(from cursor: String?) {
    expected = cursor.flatMap { Cursor($0)?.position }
  }

  /// A connection was made that begins after a position.
  mutating func connected(after position: UInt64) {
    expected = position
  }

  /// An event came.
  mutating func check(_ position: UInt64, after previous: UInt64) -> Verdict {
    if let expected, previous != expected || position <= previous {
      return .gap(expected: expected)
    }
    expected = position
    lastGap = nil
    return .follows
  }

  /// Whether a gap at a place is found for the second time.
  mutating func isRepeated(_ expected: UInt64) -> Bool {
    defer { lastGap = expected }
    return lastGap == expected
  }
}
