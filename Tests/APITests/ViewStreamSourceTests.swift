import EventLog
import HTTP2Server
import NIOCore
import NIOEmbedded
import Testing

@testable import API
@testable import Engine

@Suite("The bytes of a live view")
struct ViewStreamSourceTests {
  @Test(
    "whatever changes, is forgotten and broken off, who has caught up holds the view",
    arguments: 0..<30)
  func holdsTheView(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let world = ViewWorld(coalesces: Bool.random(using: &random))
    var board = Board()
    var client = world.client(board)
    for _ in 0..<80 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<5: world.change(&random)
      case 5: world.forget()
      case 6: world.loop.advanceTime(by: .milliseconds(Int64.random(in: 1...6_000, using: &random)))
      case 7:
        board = client.board
        client.source.closed()
        client = world.client(board)
      default: client.pull(upTo: Int.random(in: 1...2_000, using: &random))
      }
    }
    client.drain()
    world.loop.advanceTime(by: .milliseconds(300))
    client.drain()
    #expect(client.board.rows == world.rows, "seed \(seed)")
    #expect(client.board.cursor?.hasSuffix("\(world.position)") == true, "seed \(seed)")
  }

  @Test("subscribers at the same position are sent the same bytes")
  func sharedFrames() throws {
    let world = ViewWorld(coalesces: false)
    world.set("a", 1)
    guard case .frames(let first, let through) = world.frames(since: 0),
      case .frames(let second, _) = world.frames(since: 0)
    else {
      Issue.record("no frames")
      return
    }
    #expect(through == 1)
    #expect(first == second)
    #expect(
      String(buffer: first) == """
        id: 0000000000000007.00000000000000000001
        event: row
        data: {"key":"a","value":{"n":1},"position":1,"prev":0}


        """)
  }
}

/// A view that changes by hand.
private final class ViewWorld {
  let loop = EmbeddedEventLoop()
  private let coalesces: Bool
  private let feed = ViewFeed(store: InMemoryViewStore())
  private let streams: ViewStreams
  private(set) var rows: [String: String] = [:]
  private(set) var position: UInt64 = 0

  init(coalesces: Bool) {
    self.coalesces = coalesces
    feed.register(table: "queues", of: "queues", rows: [], position: 0)
    streams = ViewStreams(
      feed: feed, log: InMemoryEventLog(epoch: Epoch(bits: 7)), workers: .inline)
  }

  func frames(since position: UInt64) -> ViewStreams.Frames {
    streams.frames(of: "queues", since: position, chained: true)
  }

  func set(_ key: String, _ number: Int?) {
    position += 1
    rows[key] = number.map { "{\"n\":\($0)}" }
    let value = rows[key].map { Array($0.utf8) }
    feed.publish(
      [("queues", [ViewChange(key: key, value: value, position: position)])], position: position)
  }

  func change(_ random: inout SeededRandom) {
    let number = Int.random(in: 0...400, using: &random)
    set("q\(number)", Int.random(in: 0...4, using: &random) == 0 ? nil : number)
  }

  /// The feed no longer knows what changed before now.
  func forget() {
    feed.replace(view: "queues", rows: nil, differs: true, position: position)
  }

  func client(_ board: Board) -> ViewReader {
    let cursor = board.cursor.flatMap { Cursor($0) }
    let reading = ViewStreamSource.Reading(
      view: "queues", streams: streams, serverTime: { "now" }, chains: !coalesces)
    return ViewReader(
      ViewStreamSource(reading, loop: loop, signal: StreamSignal()) { now in
        ViewSubscriptionState(
          resumingFrom: cursor?.position, coalesces: coalesces, now: now)
      }, board)
  }
}

/// What a page keeps of a view.
private struct Board {
  var rows: [String: String] = [:]
  var cursor: String?
  /// Whether a snapshot is under way, whose further frames add to it.
  var isInSnapshot = false

  mutating func take(_ block: EventBlock) {
    switch block.event {
    case "snapshot":
      if !isInSnapshot { rows = [:] }
      isInSnapshot = block.data?.hasSuffix("\"more\":true}") == true
      for part in (block.data ?? "").split(separator: "{\"key\":\"").dropFirst() { add(part) }
    case "row":
      if let part = block.data?.dropFirst("{\"key\":\"".count) { add(part) }
    default: break
    }
    if let id = block.id { cursor = id }
  }

  private mutating func add(_ text: Substring) {
    let key = String(text.prefix { $0 != "\"" })
    let value = text.dropFirst(key.count + "\",\"value\":".count)
    rows[key] = value.hasPrefix("null") ? nil : value.prefix { $0 != "}" } + "}"
  }
}

/// A client that pulls a source by hand.
private final class ViewReader {
  let source: ViewStreamSource
  private(set) var board: Board
  private var parser = EventBlockParser()
  private var taken = 0

  init(_ source: ViewStreamSource, _ board: Board) {
    self.source = source
    self.board = board
    self.board.isInSnapshot = false
  }

  func drain() {
    while pull(upTo: 16_384) {}
  }

  @discardableResult
  func pull(upTo byteCount: Int) -> Bool {
    guard case .data(let bytes) = source.pull(upTo: byteCount) else { return false }
    parser.push(String(buffer: bytes))
    for block in parser.blocks.dropFirst(taken) { board.take(block) }
    taken = parser.blocks.count
    return true
  }
}
