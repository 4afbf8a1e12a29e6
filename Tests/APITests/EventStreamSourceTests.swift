import CustomerKeys
import Engine
import EventCodec
import EventLog
import HTTP2Server
import NIOCore
import NIOEmbedded
import Synchronization
import TestSupport
import Testing

@testable import API

@Suite("The bytes of a stream of events")
struct EventStreamSourceTests {
  @Test("a heartbeat with head and time comes every five seconds")
  func heartbeats() {
    let world = StreamWorld()
    let client = world.client(from: 0)
    client.drain()
    #expect(client.blocks.filter { $0.event == "heartbeat" }.count == 1)
    world.loop.advanceTime(by: .seconds(4))
    client.drain()
    #expect(client.blocks.filter { $0.event == "heartbeat" }.count == 1)
    world.loop.advanceTime(by: .seconds(1))
    client.drain()
    #expect(client.blocks.last?.data == #"{"head":0,"time":"now"}"#)
    #expect(client.blocks.filter { $0.event == "heartbeat" }.count == 2)
  }

  @Test("a live subscriber that does not read falls behind, is told, and misses nothing")
  func fallsBehind() {
    let world = StreamWorld(ringBytesMax: 64 * 1024)
    let client = world.client(from: 0)
    client.drain()
    world.append(600)
    client.drain()
    #expect(client.blocks.contains { $0.event == "fell-behind" })
    #expect(client.positions == Array(1...600))
    #expect(client.blocks.last?.event == "caught-up")
  }

  @Test("what the ring holds is not read ahead: who follows it keeps no page")
  func readsNothingAhead() {
    let world = StreamWorld()
    let first = world.client(from: 0)
    first.drain()
    world.append(3_000)
    let work = WorkList()
    let client = world.client(from: 0, workers: work.workers)
    client.drain()
    var works = 0
    while !client.blocks.contains(where: { $0.event == "caught-up" }) {
      works += work.runAll()
      client.drain()
    }
    #expect(works > 1)
    #expect(work.runAll() == 0)
    #expect(client.positions == Array(1...3_000))
  }

  @Test("a damaged record ends the stream with an error after everything before it")
  func damage() {
    let world = StreamWorld()
    world.append(3)
    let client = world.client(from: 0, log: DamagedLog(world.log, at: 3))
    client.drain()
    #expect(client.positions == [1, 2])
    #expect(client.blocks.last?.event == "error")
    #expect(client.blocks.last?.data?.contains("urn:switchboard:problem:damaged") == true)
    #expect(client.wasAborted)
  }

  @Test("a server that stops ends its streams")
  func draining() {
    let world = StreamWorld()
    let client = world.client(from: 0)
    client.drain()
    client.source.drain()
    client.drain()
    #expect(client.hasEnded)
  }

  @Test(
    "whatever is appended, forgotten and broken off, each event comes once and in order",
    arguments: 0..<24)
  func everyEventOnce(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let world = StreamWorld(ringBytesMax: Int.random(in: 8...90, using: &random) * 1024)
    let isFiltered = Bool.random(using: &random)
    let filter = isFiltered ? EventFilter(types: [], queues: ["a"]) : EventFilter()
    var client = world.client(from: 0, filter: filter)
    var received: [Int] = []
    for _ in 0..<60 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4: world.append(Int.random(in: 1...60, using: &random))
      case 4: world.loop.advanceTime(by: .milliseconds(Int64.random(in: 1...6_000, using: &random)))
      case 5:
        received += client.positions
        client.source.closed()
        client = world.client(from: client.resumption, filter: filter)
      default: client.pull(upTo: Int.random(in: 1...9_000, using: &random))
      }
    }
    client.drain()
    received += client.positions
    let wanted = (1...max(1, Int(world.log.head))).filter {
      $0 <= world.log.head && (!isFiltered || $0 % 3 == 0)
    }
    #expect(received == wanted, "seed \(seed)")
    #expect(client.isChained, "seed \(seed)")
    #expect(client.keptItsWord, "seed \(seed)")
  }
}

/// A log in memory, its feed, and a clock that moves by hand.
private final class StreamWorld {
  let log = InMemoryEventLog(epoch: Epoch(bits: 7))
  let loop = EmbeddedEventLoop()
  private let codec = EventCodec(keys: InMemoryKeyStore())
  private let feed: EventFeed
  private var count = 0

  init(ringBytesMax: Int = 1 << 20) {
    feed = EventFeed(log: log, codec: codec, workers: .inline, ringBytesMax: ringBytesMax)
    feed.start()
  }

  /// Appends events; every third is in queue "a".
  func append(_ added: Int) {
    for number in count + 1...count + added {
      let event = NewEvent(
        stream: "call/\(number)", type: "call.received", source: "t", id: "\(number)", time: 0,
        queue: number % 3 == 0 ? "a" : "b", fingerprint: Fingerprint(high: 0, low: 0),
        wire: Array("\"type\":\"call.received\",\"data\":{}}".utf8))
      log.submit(
        ClosureJob { transaction throws(LogFailure) in
          _ = try transaction.appendUnchecked([event])
        })
    }
    count += added
  }

  func client(
    from cursor: UInt64, filter: EventFilter = EventFilter(), log: (any EventLog)? = nil,
    workers: Workers = .inline
  ) -> StreamReader {
    let reading = EventStreamSource.Reading(
      log: log ?? self.log, feed: feed, workers: workers,
      framing: EventFraming(format: .serverSentEvents, codec: codec, epoch: self.log.epoch),
      filter: filter, serverTime: { "now" }, fellBehind: Counter(), fixedEnd: nil)
    return StreamReader(
      EventStreamSource(
        reading, resumingFrom: cursor, terms: SubscriptionState.Terms(), loop: loop,
        signal: StreamSignal()), cursor: cursor)
  }
}

/// Work that is done when a test says so.
private final class WorkList: Sendable {
  private let list = Mutex<[@Sendable () -> Void]>([])

  var workers: Workers {
    Workers(isInline: false) { work in self.list.withLock { $0.append(work) } }
  }

  /// - Returns: how much there was.
  func runAll() -> Int {
    let works = list.withLock { list in
      defer { list = [] }
      return list
    }
    for work in works { work() }
    return works.count
  }
}

/// A client that pulls a source by hand.
private final class StreamReader {
  let source: EventStreamSource
  private let cursor: UInt64
  private var parser = EventBlockParser()
  private(set) var wasAborted = false
  private(set) var hasEnded = false
  /// Whether nothing followed where the source had said so.
  private(set) var keptItsWord = true

  init(_ source: EventStreamSource, cursor: UInt64) {
    self.source = source
    self.cursor = cursor
  }

  var blocks: [EventBlock] { parser.blocks }

  /// The positions of the events that came whole.
  var positions: [Int] {
    blocks.eventIDs.compactMap { Int($0.suffix(20)) }
  }

  /// Where a client would resume: the last id.
  var resumption: UInt64 {
    blocks.last { $0.id != nil }?.id.flatMap { UInt64($0.suffix(20)) } ?? cursor
  }

  /// Whether each event names the one before it.
  var isChained: Bool {
    var previous = cursor
    for block in blocks where block.event?.contains(".") == true {
      guard let data = block.data, let named = UInt64(data.dropFirst(9).prefix(20)),
        named == previous, let position = block.id.flatMap({ UInt64($0.suffix(20)) })
      else { return false }
      previous = position
    }
    return true
  }

  /// Pulls until there is nothing more for now.
  func drain() {
    while pull(upTo: 16_384) {}
  }

  /// - Returns: whether there were bytes.
  @discardableResult
  func pull(upTo byteCount: Int) -> Bool {
    switch source.pull(upTo: byteCount) {
    case .data(let bytes):
      parser.push(String(buffer: bytes))
      return true
    case .dataThenPending(let bytes):
      parser.push(String(buffer: bytes))
      if case .pending = source.pull(upTo: byteCount) {} else { keptItsWord = false }
      return true
    case .pending: return false
    case .end:
      hasEnded = true
      return false
    case .abort:
      wasAborted = true
      return false
    }
  }
}

/// A log one of whose records is not what was written.
private final class DamagedLog: EventLog {
  private let log: InMemoryEventLog
  private let damage: UInt64

  init(_ log: InMemoryEventLog, at position: UInt64) {
    self.log = log
    damage = position
  }

  var epoch: Epoch { log.epoch }
  var head: UInt64 { log.head }
  var statistics: LogStatistics { log.statistics }

  func submit(_ job: any LogJob) { log.submit(job) }

  func read(after position: UInt64, bytesMax: Int) throws(LogFailure) -> EventPage {
    guard position + 1 < damage else { throw .damaged(position: damage, reason: "a flipped bit") }
    return try log.read(after: position, bytesMax: 1)
  }

  func positions(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    try log.positions(ofStream: stream, afterVersion: version, limit: limit)
  }

  func positions(
    ofType type: String, after position: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    try log.positions(ofType: type, after: position, limit: limit)
  }

  func event(at position: UInt64) throws(LogFailure) -> StoredEvent? {
    try log.event(at: position)
  }

  func observeHead(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
    log.observeHead(observer)
  }
}
