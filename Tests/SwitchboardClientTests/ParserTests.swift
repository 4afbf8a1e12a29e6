import NIOCore
import Testing

@testable import SwitchboardClient

@Suite("Reading an event stream")
struct ParserTests {
  @Test("blocks come out the same however the bytes are cut", arguments: UInt64(1)...60)
  func cuts(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let ends = ["\n", "\r\n", "\r"]
    var text = Bool.random(using: &random) ? "\u{FEFF}" : ""
    var wanted: [ServerSentEvent] = []
    for number in 0..<Int.random(in: 1...20, using: &random) {
      let end = ends.randomElement(using: &random) ?? "\n"
      var block = ServerSentEvent()
      if Bool.random(using: &random) {
        block.id = "c\(number)"
        text += "id: c\(number)\(end)"
      }
      if Bool.random(using: &random) { text += ": a word for nobody\(end)" }
      let lines = (0..<Int.random(in: 0...3, using: &random)).map { "line \($0) é \(seed)" }
      for line in lines { text += "data:\(Bool.random(using: &random) ? " " : "")\(line)\(end)" }
      block.data = Array(lines.joined(separator: "\n").utf8)
      if !lines.isEmpty {
        block.name = "kind"
        text += "event: kind\(end)"
      }
      text += end
      if block != ServerSentEvent() { wanted.append(block) }
    }
    #expect(try Self.blocks(text, &random) == wanted, "seed \(seed)")
  }

  private static func blocks(
    _ text: String, _ random: inout SeededRandom
  ) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser(bytesMax: 10_000)
    var bytes = ByteBuffer(string: text)
    var blocks: [ServerSentEvent] = []
    while bytes.readableBytes > 0 {
      let count = min(Int.random(in: 1...40, using: &random), bytes.readableBytes)
      if let piece = bytes.readSlice(length: count) { parser.feed(piece) }
      while let block = try parser.next() { blocks.append(block) }
    }
    return blocks
  }

  @Test("a word about waiting is read, and an unfinished block is not handed out")
  func retry() throws {
    var parser = ServerSentEventParser(bytesMax: 100)
    parser.feed(ByteBuffer(string: "retry: 1500\n\nevent: half\ndata: {"))
    let word = try parser.next()
    #expect(word == ServerSentEvent(retry: 1_500))
    let unfinished = try parser.next()
    #expect(unfinished == nil)
  }

  @Test("a line or a block beyond the limit is refused")
  func limits() {
    var parser = ServerSentEventParser(bytesMax: 100)
    parser.feed(ByteBuffer(string: "data: " + String(repeating: "x", count: 200)))
    #expect(throws: ServerSentEventParser.TooLong.self) { try parser.next() }
    var other = ServerSentEventParser(bytesMax: 100)
    let line = "data: " + String(repeating: "x", count: 40) + "\n"
    other.feed(ByteBuffer(string: line + line + line))
    #expect(throws: ServerSentEventParser.TooLong.self) { try other.next() }
  }

  @Test("JSON is taken apart into the bytes that it is made of")
  func slices() throws {
    let text = #" {"a" : [1, {"b":"}\"]"} ,true],"c\u00e9":"x\ny", "d":{},"e":-1.5e3 , "f":[]} "#
    let members = try #require(JSONSlices.members(of: Array(text.utf8)[...]))
    let values = members.map { String(decoding: $0.value, as: UTF8.self) }
    #expect(members.map(\.name) == ["a", "cé", "d", "e", "f"])
    #expect(values == [#"[1, {"b":"}\"]"} ,true]"#, #""x\ny""#, "{}", "-1.5e3", "[]"])
    #expect(JSONSlices.string(members[1].value) == "x\ny")
    let elements = try #require(JSONSlices.elements(of: members[0].value))
    #expect(
      elements.map { String(decoding: $0, as: UTF8.self) } == ["1", #"{"b":"}\"]"}"#, "true"])
  }

  @Test("JSON that is cut off anywhere is refused")
  func truncated() {
    let bytes = Array(#"{"a":[1,{"b":"}"}],"c":"x","d":12}"#.utf8)
    for count in 0..<bytes.count {
      #expect(JSONSlices.members(of: bytes[..<count]) == nil, "after \(count) bytes")
    }
  }
}
