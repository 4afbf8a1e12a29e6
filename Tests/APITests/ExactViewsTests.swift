import ContactCenter
import CustomerKeys
import Engine
import EventCodec
import EventLog
import Foundation
import HTTP2Server
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import API

@Suite("Exact resumption of views", .timeLimit(.minutes(5)))
struct ExactViewsTests {
  @Test(
    "from every place that a view's stream ever named its subscriber comes to hold the view",
    arguments: Views.names)
  func everyPlace(view: String) async throws {
    var random = SeededRandom(seed: UInt64(view.utf8.reduce(0) { $0 &* 31 &+ UInt($1) }))
    let world = try await LiveViews()
    defer { world.close() }
    // What a client of each mode held when a place was named to it.
    var held: [(place: Cursor, board: ViewBoard)] = []
    for coalesces in [false, true] {
      var client = world.client(view, ViewBoard(), coalesces: coalesces)
      client.drain()
      for _ in 0..<30 {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: try await world.append(Int.random(in: 1...40, using: &random))
        case 2: world.loop.advanceTime(by: .milliseconds(.random(in: 1...6_000, using: &random)))
        case 3:
          client.source.closed()
          client = world.client(view, client.board, coalesces: coalesces)
        default: client.pull(upTo: Int.random(in: 1...9_000, using: &random))
        }
        if let place = client.board.place { held.append((place, client.board)) }
      }
      client.source.closed()
    }
    try #require(!held.isEmpty)
    let wanted = try world.rows(of: view)
    for (place, board) in held {
      let client = world.client(view, board, coalesces: false)
      client.drain()
      client.source.closed()
      #expect(client.board.rows == wanted, "\(view), from \(place)")
      #expect(client.board.place?.position == world.head, "\(view), from \(place)")
    }
  }

  @Test("where changes are coalesced a row comes once in 250 ms, with its last value")
  func coalescing() async throws {
    let world = try await LiveViews()
    defer { world.close() }
    let client = world.client("queues", ViewBoard(), coalesces: true)
    client.drain()
    try await world.append(300)
    client.drain()
    // The first batch comes at once; what follows it waits.
    let first = client.frames("row")
    for _ in 0..<10 {
      try await world.append(20)
      client.drain()
    }
    #expect(client.frames("row") == first)
    world.loop.advanceTime(by: .milliseconds(249))
    client.drain()
    #expect(client.frames("row") == first)
    world.loop.advanceTime(by: .milliseconds(1))
    client.drain()
    let keys = client.rowKeys.dropFirst(first)
    #expect(!keys.isEmpty && Set(keys).count == keys.count)
    #expect(try client.board.rows == world.rows(of: "queues"))
  }

  @Test("each frame of a chained stream names the position of the one before it")
  func chained() async throws {
    let world = try await LiveViews()
    defer { world.close() }
    let client = world.client("agents", ViewBoard(), coalesces: false)
    client.drain()
    for _ in 0..<12 {
      try await world.append(15)
      client.drain()
    }
    let links = client.links
    try #require(links.count > 10)
    #expect(links.allSatisfy { $0.previous <= $0.position })
    for (link, next) in zip(links, links.dropFirst()) where next.previous != link.position {
      // Between two batches the chain goes on from the place that the batch named.
      #expect(next.previous > link.position)
      #expect(client.namedPlaces.contains(next.previous))
    }
  }
}

/// The views of an engine in memory, folded live from a random history.
private final class LiveViews {
  let loop = EmbeddedEventLoop()
  private let log = InMemoryEventLog(epoch: Epoch(bits: 7))
  private let engine: Engine
  private let streams: ViewStreams
  private let following: Task<Void, Never>
  private var history = RandomHistory(seed: 5)
  private var count = 0

  init() async throws {
    engine = try Engine(
      stores: EngineStores(
        log: log, views: InMemoryViewStore(), keys: InMemoryKeyStore(),
        state: InMemoryStateStore()),
      calendar: .utc, clock: { 1_760_000_000_000 })
    try await engine.open()
    streams = ViewStreams(feed: engine.views, log: log, workers: .inline)
    streams.start()
    let projections = engine.projections
    following = Task { await projections.follow() }
  }

  func close() { following.cancel() }

  var head: UInt64 { log.head }

  /// Appends events and lets the views come to the log's head.
  func append(_ added: Int) async throws {
    for _ in 0..<added {
      for event in history.next() {
        count += 1
        let incoming = IncomingEvent(
          stream: event.stream, event: event.event, source: "random", id: "\(count)",
          time: event.time)
        var command = AppendCommand(
          events: [incoming], kind: .fact, actor: Actor(kind: .integration, id: "random"))
        command.contradiction = .quarantine
        _ = await engine.commands.submit(command)
      }
    }
    let (reached, continuation) = AsyncStream.makeStream(of: Void.self)
    let head = log.head
    let observation = engine.views.observe { if $0 == head { continuation.finish() } }
    if engine.views.position == head { continuation.finish() }
    for await _ in reached {}
    observation.cancel()
  }

  /// The rows as they are, in the order of their keys.
  func rows(of view: String) throws -> [String: String] {
    let page = try engine.views.page(view: view, after: nil, limit: 100_000)
    return try Dictionary(
      uniqueKeysWithValues: page.rows.map { ($0.key, try ViewBoard.plain(Data($0.value))) })
  }

  func client(_ view: String, _ board: ViewBoard, coalesces: Bool) -> ViewSubscriber {
    let start = board.place.map { ViewStreamStart.resumed($0.position) }
    let reading = ViewStreamSource.Reading(
      view: view, streams: streams, serverTime: { "now" }, chains: !coalesces)
    return ViewSubscriber(
      ViewStreamSource(
        reading, loop: loop, signal: StreamSignal(), start: start ?? .fresh,
        coalesces: coalesces), board)
  }
}

/// What a page keeps of a view.
private struct ViewBoard {
  private(set) var rows: [String: String] = [:]
  private(set) var place: Cursor?
  /// Whether a snapshot is under way, whose further frames add to it.
  private var isInSnapshot = false

  /// Forgets a snapshot that was broken off: it begins anew.
  mutating func reconnect() { isInSnapshot = false }

  /// - Returns: the key of a row that changed, and its links.
  mutating func take(_ block: EventBlock) throws -> [String: Any] {
    let object = try block.data.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    let members = object as? [String: Any] ?? [:]
    if block.event == "snapshot" {
      if !isInSnapshot { rows = [:] }
      isInSnapshot = members["more"] as? Bool == true
      for row in members["rows"] as? [[String: Any]] ?? [] { try set(row) }
    } else if block.event == "row" {
      try set(members)
    }
    if let id = block.id { place = Cursor(id) }
    return members
  }

  private mutating func set(_ row: [String: Any]) throws {
    guard let key = row["key"] as? String else { return }
    guard let value = row["value"], !(value is NSNull) else {
      rows[key] = nil
      return
    }
    rows[key] = String(
      decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys),
      as: UTF8.self)
  }

  /// A row as JSON with its members in order.
  static func plain(_ json: Data) throws -> String {
    let object = try JSONSerialization.jsonObject(with: json)
    return String(
      decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
      as: UTF8.self)
  }
}

/// A subscriber to a view that keeps what it was sent.
private final class ViewSubscriber {
  let source: ViewStreamSource
  private(set) var board: ViewBoard
  private(set) var rowKeys: [String] = []
  private(set) var links: [(previous: UInt64, position: UInt64)] = []
  private(set) var namedPlaces: Set<UInt64> = []
  private var parser = EventBlockParser()
  private var taken = 0

  init(_ source: ViewStreamSource, _ board: ViewBoard) {
    self.source = source
    self.board = board
    self.board.reconnect()
  }

  func frames(_ event: String) -> Int { parser.blocks.count { $0.event == event } }

  func drain() {
    while pull(upTo: 16_384) {}
  }

  @discardableResult
  func pull(upTo byteCount: Int) -> Bool {
    guard case .data(let bytes) = source.pull(upTo: byteCount) else { return false }
    parser.push(String(buffer: bytes))
    for block in parser.blocks.dropFirst(taken) { take(block) }
    taken = parser.blocks.count
    return true
  }

  private func take(_ block: EventBlock) {
    do {
      let members = try board.take(block)
      if block.event == "row", let key = members["key"] as? String {
        rowKeys.append(key)
        if let previous = members["prev"] as? UInt64, let position = members["position"] as? UInt64
        {
          links.append((previous, position))
        }
      }
      if let place = board.place { namedPlaces.insert(place.position) }
    } catch {
      Issue.record("\(error): \(block)")
    }
  }
}
