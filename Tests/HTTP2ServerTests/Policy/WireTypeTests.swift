import NIOCore
import NIOPosix
import Testing

@testable import HTTP2Server

@Suite("Fields, dates and bodies")
struct WireTypeTests {
  @Test(
    "dates have the format of mail headers",
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    ])
  func dates(seconds: Int, text: String) {
    #expect(DateField.text(secondsSince1970: seconds) == text)
  }

  @Test("fields are found by name, joined when repeated, and kept in order")
  func fields() {
    let table = HTTPFieldTable([
      ("accept", "a"), ("cookie", "x=1"), ("accept", "b"), ("cookie", "y=2"), ("empty", ""),
    ])
    #expect(table["accept"] == "a, b")
    #expect(table["cookie"] == "x=1; y=2")
    #expect(table["empty"] == "")
    #expect(table["none"] == nil)
    #expect(table.values("accept") == ["a", "b"])
    #expect(table.all.map(\.name) == ["accept", "cookie", "accept", "cookie", "empty"])
  }

  @Test("a value of any length comes back whole")
  func longField() {
    let value = String(repeating: "ä", count: 40_000)
    #expect(HTTPFieldTable([("a", "1"), ("long", value), ("z", "2")])["long"] == value)
  }

  @Test("a request's target is split at its first question mark")
  func target() {
    let peer = HTTPPeer(eventLoop: MultiThreadedEventLoopGroup.singleton.any())
    let request = HTTPRequest(method: .get, target: "/a%20b?c=d?e", peer: peer)
    #expect(request.path == "/a%20b")
    #expect(request.query == "c=d?e")
  }

  @Test("line ends in a value cannot make a second field")
  func injection() {
    let block = HTTPHeaderBlock([("location", "/a\r\nset-cookie: x\0")])
    #expect(block.fields[0].value == "/a  set-cookie: x ")
  }

  @Test("a body is cut into pieces as asked for, and the last one says so")
  func pieces() {
    var body = OutgoingBody(ByteBuffer(string: "abcde"))
    var pieces: [String] = []
    while case .bytes(let bytes, let isLast) = body.next(upTo: 2) {
      pieces.append(String(buffer: bytes) + (isLast ? "." : ""))
      if isLast { break }
    }
    #expect(pieces == ["ab", "cd", "e."])
  }

  @Test("a block of so many fields has exactly so many entries, none included")
  func entriesOfABlock() {
    #expect(HTTPHeaderBlock([]).entries.isEmpty)
    #expect(HTTPHeaderBlock.empty.entries.isEmpty)
    #expect(HTTPHeaderBlock([("a", "1"), ("b", "")]).entries.count == 2)
  }
}
