internal import Engine
internal import EventCodec
internal import EventLog
internal import NIOCore
internal import Synchronization

/// Keeps the ring at the log's head while somebody follows it, and wakes those who do.
///
/// New events are read and encoded once, on a thread that does nothing else, however many
/// subscribers there are; with none the log is left alone.
final class EventFeed: Sendable {
  private struct State {
    var isExtending = false
    /// Whether the head has moved since the extension under way last looked at it.
    var hasMoved = false
    var wake: @Sendable () -> Void = {}
  }

  /// The bytes of the log that are encoded in one go.
  private static let pageBytes = 256 * 1024

  let ring: EventRing
  private let log: any EventLog
  private let codec: EventCodec
  private let workers: Workers
  private let state = Mutex(State())
  private let readers = Mutex<[ObjectIdentifier: RingReader]>([:])

  init(log: any EventLog, codec: EventCodec, workers: Workers, ringBytesMax: Int) {
    self.log = log
    self.codec = codec
    self.workers = workers
    ring = EventRing(startingAfter: log.head, bytesMax: ringBytesMax)
  }

  /// Begins to watch the log's head; the observation ends with the log.
  func start() {
    _ = log.observeHead { [weak self] _ in self?.headMoved() }
  }

  /// Sets how all following streams of the server are woken.
  func onWake(_ wake: @escaping @Sendable () -> Void) {
    state.withLock { $0.wake = wake }
  }

  /// The number of streams that follow.
  var subscribers: Int { ring.listeners }

  /// The look at the ring of an event loop of the server.
  func reader(on loop: any EventLoop) -> RingReader {
    readers.withLock { readers in
      if let known = readers[ObjectIdentifier(loop)] { return known }
      let reader = RingReader(ring)
      readers[ObjectIdentifier(loop)] = reader
      return reader
    }
  }

  /// Counts one more subscriber. The first finds the ring at the log's head.
  func join() {
    ring.join(at: log.head)
    headMoved()
  }

  /// Counts one subscriber less.
  func leave() {
    ring.leave()
  }

  private func headMoved() {
    guard ring.listeners > 0, ring.coverage.end < log.head else { return }
    let begins = state.withLock { state -> Bool in
      state.hasMoved = true
      defer { state.isExtending = true }
      return !state.isExtending
    }
    if begins { workers.run { self.extend() } }
  }

  /// Reads and encodes until the ring is at the head. One thread at a time.
  private func extend() {
    while state.withLock({ Self.goesOn(&$0) }) {
      while ring.listeners > 0, ring.coverage.end < log.head, extendOnce() {}
    }
  }

  private static func goesOn(_ state: inout State) -> Bool {
    state.isExtending = state.hasMoved
    state.hasMoved = false
    return state.isExtending
  }

  /// - Returns: false where the log cannot be read: subscribers then find that out themselves, by
  ///   reading it, and tell their clients.
  private func extendOnce() -> Bool {
    let end = ring.coverage.end
    do {
      let page = try log.read(after: end, bytesMax: Self.pageBytes)
      guard !page.isEmpty else { return false }
      ring.append(encode(page))
      state.withLock { $0.wake }()
      return true
    } catch {
      ring.restart(after: log.head)
      state.withLock { $0.wake }()
      return false
    }
  }

  private func encode(_ page: EventPage) -> RingSegment {
    var text: [UInt8] = []
    text.reserveCapacity(page.byteCount * 2)
    var ends: [Int] = []
    ends.reserveCapacity(page.count)
    for event in page {
      codec.serverSentEvent(
        of: event, epoch: log.epoch, previous: event.position - 1, into: &text)
      ends.append(text.count)
    }
    return RingSegment(events: Array(page), bytes: ByteBuffer(bytes: text), ends: ends)
  }
}
