import CustomerKeys
import Engine
import EventCodec
import EventLog
import HTTP2Server
import NIOCore
import NIOEmbedded
import Synchronization
import TestSupport

@testable import API

/// A log, its feed, subscribers and a clock, of which a scheduler moves one thing at a time: what a
/// worker does for a stream is done when the scheduler says so, not when it was asked for.
final class ExactWorld {
  /// A filter, and the numbers of the events that it wants by an account of its own.
  struct Wish: Sendable {
    let name: String
    let filter: EventFilter
    let wants: @Sendable (UInt64) -> Bool

    /// Whether long stretches of the log hold few that it wants.
    var isRare: Bool { (1...1_000).filter(wants).count < 100 }
  }

  static let wishes: [Wish] = [
    Wish(name: "all", filter: EventFilter()) { _ in true },
    Wish(name: "one type", filter: EventFilter(types: ["call.queued"])) { $0 % 4 == 1 },
    Wish(name: "a beginning of types", filter: EventFilter(types: ["call.*"])) { $0 % 4 != 3 },
    Wish(name: "two types", filter: EventFilter(types: ["call.queued", "agent.*"])) {
      $0 % 4 == 1 || $0 % 4 == 3
    },
    Wish(name: "a stream", filter: EventFilter(types: [], streams: ["call/3"])) { $0 % 5 == 3 },
    Wish(name: "a queue", filter: EventFilter(types: [], queues: ["q1"])) { $0 % 3 == 1 },
    Wish(name: "an agent", filter: EventFilter(types: [], agents: ["a6"])) { $0 % 7 == 6 },
    Wish(name: "a customer", filter: EventFilter(types: [], customers: ["c0"])) { $0 % 11 == 0 },
    Wish(
      name: "all of these",
      filter: EventFilter(types: ["call.*"], queues: ["q1", "q2"], agents: ["a1", "a2"])
    ) { $0 % 4 != 3 && $0 % 3 != 0 && [1, 2].contains($0 % 7) },
    Wish(name: "nothing", filter: EventFilter(types: ["case.*"])) { _ in false },
  ]

  private static let types = [
    "call.received", "call.queued", "call.answered", "agent.session_started",
  ]

  let log = InMemoryEventLog(epoch: Epoch(bits: 7))
  let loop = EmbeddedEventLoop()
  private let codec = EventCodec(keys: InMemoryKeyStore())
  private let jobs = Jobs()
  private var feed: EventFeed
  private let ringBytesMax: Int
  private var count: UInt64 = 0

  /// What workers have been asked to do.
  private final class Jobs: Sendable {
    let waiting = Mutex<[@Sendable () -> Void]>([])

    var workers: Workers {
      Workers(isInline: false) { [self] job in waiting.withLock { $0.append(job) } }
    }
  }

  init(ringBytesMax: Int) {
    self.ringBytesMax = ringBytesMax
    feed = Self.feed(log, codec, jobs, ringBytesMax)
  }

  private static func feed(
    _ log: InMemoryEventLog, _ codec: EventCodec, _ jobs: Jobs, _ ringBytesMax: Int
  ) -> EventFeed {
    let feed = EventFeed(
      log: log, codec: codec, workers: jobs.workers, ringBytesMax: ringBytesMax)
    feed.start()
    return feed
  }

  /// As after a restart: the log is there, nothing that was in memory is.
  func restart() {
    jobs.waiting.withLock { $0.removeAll() }
    feed = Self.feed(log, codec, jobs, ringBytesMax)
  }

  func append(_ added: Int) {
    for _ in 0..<added {
      count += 1
      let event = NewEvent(
        stream: "call/\(count % 5)", type: Self.types[Int(count % 4)], source: "t", id: "\(count)",
        time: 0, queue: "q\(count % 3)", agent: "a\(count % 7)", customer: "c\(count % 11)",
        fingerprint: Fingerprint(high: 0, low: 0),
        wire: Array("\"type\":\"\(Self.types[Int(count % 4)])\",\"data\":{}}".utf8))
      log.submit(
        ClosureJob { transaction throws(LogFailure) in
          _ = try transaction.appendUnchecked([event])
        })
    }
  }

  /// Does one of the things that workers have been asked to do.
  ///
  /// - Returns: false where there is none.
  @discardableResult
  func work(_ random: inout SeededRandom) -> Bool {
    let job = jobs.waiting.withLock { waiting -> (@Sendable () -> Void)? in
      guard !waiting.isEmpty else { return nil }
      return waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
    }
    job?()
    return job != nil
  }

  func client(from cursor: UInt64, _ wish: Wish) -> ExactClient {
    let reading = EventStreamSource.Reading(
      log: log, feed: feed, workers: jobs.workers,
      framing: EventFraming(format: .serverSentEvents, codec: codec, epoch: log.epoch),
      filter: wish.filter, serverTime: { "now" }, fellBehind: Counter(), fixedEnd: nil)
    return ExactClient(
      EventStreamSource(
        reading, resumingFrom: cursor, terms: SubscriptionState.Terms(), loop: loop,
        signal: StreamSignal()), cursor: cursor)
  }
}

/// A subscriber to the log that keeps what it was sent.
final class ExactClient {
  let source: EventStreamSource
  let cursor: UInt64
  private var parser = EventBlockParser()

  init(_ source: EventStreamSource, cursor: UInt64) {
    self.source = source
    self.cursor = cursor
  }

  var blocks: [EventBlock] { parser.blocks }

  /// The positions of the events that came whole.
  var positions: [UInt64] { blocks.eventIDs.compactMap(Self.position) }

  /// Every place that was named, by events, marks and blocks that hold nothing else.
  var places: [UInt64] { blocks.compactMap(\.id).compactMap(Self.position) }

  /// Whether each event names the one before it, the first one the place that was resumed from.
  var isChained: Bool {
    var previous = cursor
    for block in blocks where block.event?.contains(".") == true {
      guard let data = block.data, let named = UInt64(data.dropFirst(9).prefix(20)),
        named == previous, let position = block.id.flatMap(Self.position)
      else { return false }
      previous = position
    }
    return true
  }

  /// - Returns: whether there were bytes.
  @discardableResult
  func pull(upTo byteCount: Int) -> Bool {
    switch source.pull(upTo: byteCount) {
    case .data(let bytes), .dataThenPending(let bytes):
      parser.push(String(buffer: bytes))
      return true
    default: return false
    }
  }

  private static func position(_ id: String) -> UInt64? { UInt64(id.suffix(20)) }
}
