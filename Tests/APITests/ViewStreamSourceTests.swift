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
      case 5: world.rebuild(&random)
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

  @Test("who stands where a rebuild changed rows is reset, live, resumed, and after a restart")
  func rebuiltWhereItStands() {
    var random = SeededRandom(seed: 1)
    let world = ViewWorld(coalesces: false)
    world.set("a", 1)
    let live = world.client(Board())
    live.drain()
    let before = live.board
    world.rebuild(&random)
    live.drain()
    #expect(live.events.suffix(3) == ["reset", "snapshot", "caught-up"])
    let resumed = world.client(before)
    resumed.drain()
    #expect(resumed.events.filter { $0 != "heartbeat" } == ["reset", "snapshot", "caught-up"])
    let restarted = world.restarted().client(before)
    restarted.drain()
    for reader in [live, resumed, restarted] { #expect(reader.board.rows == world.rows) }
    // A resumption above the rebuild needs no snapshot.
    world.set("b", 2)
    live.drain()
    let later = world.client(live.board)
    later.drain()
    #expect(later.events.filter { $0 != "heartbeat" } == ["caught-up"])
  }

  @Test("subscribers at the same position are sent the same bytes")
  func sharedFrames() throws {
    let world = ViewWorld(coalesces: false)
    world.set("a", 1)
    guard case .frames(let first, let through, let isAll) = world.frames(since: 0),
      case .frames(let second, _, _) = world.frames(since: 0)
    else {
      Issue.record("no frames")
      return
    }
    #expect(through == 1)
    #expect(isAll)
    for (batch, previous) in [(first, 0), (second, 7)] as [(ViewBatch, UInt64)] {
      var bytes = ByteBuffer()
      batch.write(previous: previous, into: &bytes)
      #expect(
        String(buffer: bytes) == """
          id: 0000000000000007.00000000000000000001
          event: row
          data: {"key":"a","value":{"n":1},"position":1,"prev":\(previous)}


          """)
    }
  }

  @Test("a frame names the one before it, not a place that was passed without a word")
  func untouchedView() {
    let world = ViewWorld(coalesces: false)
    let client = world.client(Board())
    world.set("a", 1)
    client.drain()
    for key in ["b", "c"] {
      for _ in 0..<3 {
        world.pass()
        client.drain()
      }
      world.set(key, 1)
      client.drain()
    }
    // Its heartbeat names the place where it comes.
    world.pass()
    client.drain()
    world.loop.advanceTime(by: .seconds(5))
    client.drain()
    world.pass()
    client.drain()
    world.set("d", 1)
    client.drain()
    #expect(client.links == [1, 5, 10])
    #expect(client.board.cursor?.hasSuffix("12") == true)
  }

  @Test("who is far behind where changes are coalesced is sent them a part at a time")
  func farBehind() {
    let world = ViewWorld(coalesces: true)
    let client = world.client(Board())
    client.drain()
    for number in 1...300 { world.set("q\(number)", number, padding: 10_000) }
    client.drain()
    #expect(client.board.rows == world.rows)
    guard case .frames(let batch, let through, let isAll) = world.frames(since: 0, chained: false)
    else {
      Issue.record("no frames")
      return
    }
    #expect(!isAll)
    #expect(through < 300)
    var bytes = ByteBuffer()
    batch.write(previous: 0, into: &bytes)
    #expect(bytes.readableBytes < 1_200_000)
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

  func frames(since position: UInt64, chained: Bool = true) -> ViewStreams.Frames {
    streams.frames(
      of: "queues", since: position, generation: feed.generation(ofView: "queues") ?? 0,
      chained: chained)
  }

  func set(_ key: String, _ number: Int?, padding: Int = 0) {
    position += 1
    let zeros = padding > 0 ? "." + String(repeating: "0", count: padding) : ""
    rows[key] = number.map { "{\"n\":\($0)\(zeros)}" }
    let value = rows[key].map { Array($0.utf8) }
    feed.publish(
      [("queues", [ViewChange(key: key, value: value, position: position)])], position: position)
  }

  /// An event that leaves the view as it is.
  func pass() {
    position += 1
    feed.publish([], position: position)
  }

  func change(_ random: inout SeededRandom) {
    let number = Int.random(in: 0...400, using: &random)
    set("q\(number)", Int.random(in: 0...4, using: &random) == 0 ? nil : number)
  }

  /// A rebuild that finds other rows than the ones that were shown, at the same position.
  func rebuild(_ random: inout SeededRandom) {
    rows["q\(Int.random(in: 0...400, using: &random))"] = "{\"n\":-1}"
    if let key = rows.keys.sorted().randomElement(using: &random) { rows[key] = nil }
    let stored = rows.sorted { $0.key < $1.key }.map {
      StoredRow(key: $0.key, value: Array($0.value.utf8))
    }
    feed.replace(view: "queues", rows: stored, differs: true, position: position)
  }

  /// The same rows in another process, as after a restart of the server.
  func restarted() -> ViewWorld {
    let other = ViewWorld(coalesces: coalesces)
    other.rows = rows
    other.position = position
    let stored = rows.map { StoredRow(key: $0.key, value: Array($0.value.utf8)) }
    other.feed.register(table: "queues", of: "queues", rows: stored, position: position)
    return other
  }

  func client(_ board: Board) -> ViewReader {
    let start = board.cursor.flatMap { Cursor($0) }.map { ViewStreamStart.resumed($0.position) }
    let reading = ViewStreamSource.Reading(
      view: "queues", streams: streams, serverTime: { "now" }, chains: !coalesces)
    return ViewReader(
      ViewStreamSource(
        reading, loop: loop, signal: StreamSignal(), start: start ?? .fresh, coalesces: coalesces),
      board)
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
  var events: [String] { parser.blocks.compactMap(\.event) }
  /// What the rows name as the frame before.
  var links: [Int] {
    parser.blocks.compactMap { block in
      guard block.event == "row", let data = block.data,
        let name = data.firstRange(of: "\"prev\":")
      else { return nil }
      return Int(data[name.upperBound...].dropLast())
    }
  }
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
