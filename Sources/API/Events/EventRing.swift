internal import DequeModule
internal import EventLog
internal import NIOCore
internal import Synchronization

/// The newest events as bytes that are ready for the wire, shared by all subscribers.
///
/// A subscriber is a cursor into it: what it sends is a slice of these bytes, not a copy. The ring
/// is bounded in bytes; a cursor that it has left behind reads the log instead.
final class EventRing: Sendable {
  /// Which positions the ring covers: everything after `floor`, up to and including `end`.
  struct Coverage: Sendable, Equatable {
    var floor: UInt64
    var end: UInt64

    /// Whether the event after a position is here.
    func covers(after position: UInt64) -> Bool {
      position >= floor && position < end
    }
  }

  private struct State {
    var segments: Deque<RingSegment> = []
    var coverage: Coverage
    var bytes = 0
    var listeners = 0

    mutating func restart(after position: UInt64) {
      segments = []
      bytes = 0
      coverage = Coverage(floor: position, end: position)
    }
  }

  /// Segments smaller than this are joined with the next, so that a subscriber that is a little
  /// behind finds many events in one slice.
  static let joinBytes = 16 * 1024

  private let bytesMax: Int
  private let state: Mutex<State>
  private let changes = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - position: the head, where the ring begins empty.
  ///   - bytesMax: bound of the encoded bytes and of the records behind them, together.
  init(startingAfter position: UInt64, bytesMax: Int) {
    self.bytesMax = bytesMax
    state = Mutex(State(coverage: Coverage(floor: position, end: position)))
  }

  /// How often it has changed. Cost: one load, which shares nothing as long as nothing changes.
  var version: UInt64 { changes.load(ordering: .acquiring) }

  /// What is covered now. Cost: a lock, for which event loops would meet: they ask `RingReader`.
  var coverage: Coverage {
    state.withLock { $0.coverage }
  }

  /// Bytes held now.
  var byteCount: Int {
    state.withLock { $0.bytes }
  }

  /// How many follow it.
  var listeners: Int {
    state.withLock { $0.listeners }
  }

  /// Counts a listener. The first one finds the ring at the head, wherever it had been left.
  func join(at head: UInt64) {
    state.withLock { state in
      state.listeners += 1
      guard state.listeners == 1, state.coverage.end < head else { return }
      state.restart(after: head)
      changed()
    }
  }

  /// Counts a listener less.
  func leave() {
    state.withLock { $0.listeners -= 1 }
  }

  /// Adds the events that follow its end; others (it has begun anew meanwhile) are left out.
  func append(_ segment: RingSegment) {
    state.withLock { state in
      guard segment.first == state.coverage.end + 1 else { return }
      var added = segment
      if let last = state.segments.last, last.byteCount < Self.joinBytes {
        state.segments.removeLast()
        state.bytes -= last.byteCount
        added = last.joined(with: segment)
      }
      state.segments.append(added)
      state.bytes += added.byteCount
      state.coverage.end = added.last
      Self.trim(&state, to: bytesMax)
      changed()
    }
  }

  /// Begins anew, empty, at another position.
  func restart(after position: UInt64) {
    state.withLock { state in
      state.restart(after: position)
      changed()
    }
  }

  private func changed() {
    changes.wrappingAdd(1, ordering: .releasing)
  }

  /// The segment that holds the event after a position, or nil where the ring does not cover it.
  func segment(after position: UInt64) -> RingSegment? {
    state.withLock { state in
      guard state.coverage.covers(after: position) else { return nil }
      var (low, high) = (0, state.segments.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if state.segments[middle].first <= position + 1 { low = middle } else { high = middle }
      }
      return state.segments[low]
    }
  }

  private static func trim(_ state: inout State, to bytesMax: Int) {
    while state.bytes > bytesMax, state.segments.count > 1,
      let oldest = state.segments.popFirst()
    {
      state.bytes -= oldest.byteCount
      state.coverage.floor = oldest.last
    }
  }
}
