internal import EventLog
internal import Synchronization

/// One event loop's look at the ring, so that its subscribers do not meet those of other loops at
/// the ring's lock: that is taken once a change and loop, not once a subscriber.
///
/// Its own lock is only ever taken on its loop, where nobody waits for it.
final class RingReader: Sendable {
  private struct Look {
    var version: UInt64
    var coverage: EventRing.Coverage
    /// The segment that was asked for last: most subscribers stand in the same.
    var segment: RingSegment?
  }

  private let ring: EventRing
  private let look: Mutex<Look>

  init(_ ring: EventRing) {
    self.ring = ring
    // Taken before the coverage: a change in between is seen as one that is still to come.
    let version = ring.version
    look = Mutex(Look(version: version, coverage: ring.coverage))
  }

  /// What is covered now.
  var coverage: EventRing.Coverage {
    look.withLock { look in
      refresh(&look)
      return look.coverage
    }
  }

  /// The segment that holds the event after a position, or nil where the ring does not cover it.
  func segment(after position: UInt64) -> RingSegment? {
    look.withLock { look in
      refresh(&look)
      if let known = look.segment, known.holds(after: position) { return known }
      let found = ring.segment(after: position)
      if let found { look.segment = found }
      return found
    }
  }

  private func refresh(_ look: inout Look) {
    let version = ring.version
    guard version != look.version else { return }
    look.version = version
    look.coverage = ring.coverage
    look.segment = nil
  }
}
