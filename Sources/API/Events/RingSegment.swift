internal import Engine
internal import EventLog
internal import NIOCore
internal import Synchronization

/// Consecutive events of the ring, encoded once as blocks of an unfiltered event stream.
///
/// Never changes once it is made, so any number of threads read it without a lock. The records are
/// kept beside the bytes, because a filter looks at their headers.
final class RingSegment: Sendable {
  /// The position of its first event.
  let first: UInt64
  private let events: [StoredEvent]
  private let bytes: ByteBuffer
  /// Where each event's block ends in `bytes`.
  private let ends: [Int]
  /// Which events pass a filter, by filter: evaluated once for all its subscribers.
  private let matches = Mutex<[EventFilter: [Int]]>([:])
  /// Their blocks, by filter and place: written once for all subscribers that stand there.
  private let choices = Mutex(Choices())

  private struct Choices {
    var byPlace: [Place: Choice] = [:]
    var byteCount = 0
  }

  /// Where a subscriber with a filter stands.
  private struct Place: Hashable {
    var filter: EventFilter
    var position: UInt64
    /// What its next frame names as the one before.
    var previous: UInt64
  }

  /// The blocks of the events that pass a filter.
  struct Choice: Sendable {
    var bytes = ByteBuffer()
    /// The position of the last of them.
    var last: UInt64?
    var count = 0
  }

  /// - Parameters:
  ///   - events: consecutive, at least one.
  ///   - bytes: their blocks, one after the other.
  ///   - ends: where each block ends.
  init(events: [StoredEvent], bytes: ByteBuffer, ends: [Int]) {
    first = events[0].position
    self.events = events
    self.bytes = bytes
    self.ends = ends
  }

  /// The position of its last event.
  var last: UInt64 { first + UInt64(ends.count) - 1 }

  /// What it costs in memory: its blocks, and about as much for the records.
  var byteCount: Int { 2 * bytes.readableBytes }

  /// Whether it holds the event after a position.
  func holds(after position: UInt64) -> Bool {
    position + 1 >= first && position < last
  }

  /// As many whole blocks after a position as fit, in one slice; the next one alone where none
  /// fits, and nil where the position is outside.
  func slice(
    after position: UInt64, upTo byteCount: Int, through end: UInt64 = .max
  ) -> (bytes: ByteBuffer, last: UInt64)? {
    guard position + 1 >= first, position < min(last, end) else { return nil }
    let from = Int(position + 1 - first)
    let start = from == 0 ? 0 : ends[from - 1]
    var (fits, fitsNot) = (from, min(ends.count, Int(min(end, last) - first) + 1))
    while fitsNot - fits > 1 {
      let middle = (fits + fitsNot) / 2
      if ends[middle] - start <= byteCount { fits = middle } else { fitsNot = middle }
    }
    guard
      let slice = bytes.getSlice(at: bytes.readerIndex + start, length: ends[fits] - start)
    else { return nil }
    return (slice, first + UInt64(fits))
  }

  /// The events after a position that pass a filter, oldest first.
  func events(after position: UInt64, passing filter: EventFilter) -> [StoredEvent] {
    indices(passing: filter).lazy
      .filter { self.first + UInt64($0) > position }
      .map { self.events[$0] }
  }

  /// The blocks of all events after a position that pass a filter, each naming the one before.
  ///
  /// - Parameters:
  ///   - previous: the position that the first one names.
  ///   - write: appends an event's block, given the position that it names.
  func choice(
    after position: UInt64, passing filter: EventFilter, previous: UInt64,
    write: (StoredEvent, UInt64, inout [UInt8]) -> Void
  ) -> Choice {
    let place = Place(filter: filter, position: position, previous: previous)
    if let known = choices.withLock({ $0.byPlace[place] }) { return known }
    var choice = Choice()
    var text: [UInt8] = []
    for event in events(after: position, passing: filter) {
      write(event, choice.last ?? previous, &text)
      choice.last = event.position
      choice.count += 1
    }
    choice.bytes = ByteBuffer(bytes: text)
    choices.withLock { choices in
      let byteCount = choice.bytes.readableBytes
      let isFull =
        choices.byPlace.count >= Self.filtersMax
        || choices.byteCount + byteCount > 2 * bytes.readableBytes
      if isFull { choices = Choices() }
      choices.byPlace[place] = choice
      choices.byteCount += byteCount
    }
    return choice
  }

  /// This segment and the one that follows it as one.
  func joined(with next: RingSegment) -> RingSegment {
    var joined = bytes
    let offset = joined.readableBytes
    joined.writeImmutableBuffer(next.bytes)
    return RingSegment(
      events: events + next.events, bytes: joined, ends: ends + next.ends.map { $0 + offset })
  }

  private func indices(passing filter: EventFilter) -> [Int] {
    if let known = matches.withLock({ $0[filter] }) { return known }
    let found = events.indices.filter { filter.matches(events[$0]) }
    matches.withLock { matches in
      if matches.count >= Self.filtersMax { matches.removeAll() }
      matches[filter] = found
    }
    return found
  }

  /// Verdicts and blocks are kept for at most this many filters and places a segment; blocks also
  /// for no more than twice its own bytes.
  private static let filtersMax = 256
}
