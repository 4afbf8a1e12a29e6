import HTTP2Server
import Testing

@testable import API

@Suite("Finding the route")
struct RoutingTests {
  private let router = Router(Routes.table)

  private func parameters(_ method: HTTPMethod, _ path: String) -> [String]? {
    guard case .route(_, let parameters) = router.match(method, path: path) else { return nil }
    return parameters
  }

  @Test("an id may hold an encoded slash")
  func encodedSlash() {
    #expect(parameters(.get, "/v1/streams/agent/PJSIP%2F400") == ["agent", "PJSIP/400"])
    #expect(parameters(.get, "/v1/views/agents/PJSIP%2f400") == ["agents", "PJSIP/400"])
    #expect(parameters(.get, "/v1/streams/agent/PJSIP/400") == nil)
  }

  @Test("a path of several segments is kept whole where the pattern says so")
  func rest() {
    #expect(
      parameters(.get, "/schemas/events/call.answered.v1.json") == ["events/call.answered.v1.json"])
  }

  @Test(
    "a broken escape, bytes that are not UTF-8, control characters, empty segments match nothing",
    arguments: ["%", "%4", "%GG", "%ff", "%00", "%0A", ""])
  func brokenEscapes(segment: String) {
    #expect(parameters(.get, "/v1/views/agents/\(segment)") == nil)
  }

  @Test("a value that is often asked for is found as any other, and its methods are told")
  func oftenAsked() {
    let quick = Router(Routes.table, oftenAsked: ["/v1/views/{view}": ["queues", "a b"]])
    for path in ["/v1/views/queues", "/v1/views/a%20b", "/v1/views/agents"] {
      guard case .route(let found, let values) = quick.match(.get, path: path),
        case .route(let wanted, let same) = router.match(.get, path: path)
      else {
        Issue.record("\(path) was not found")
        continue
      }
      #expect(found.pattern.text == wanted.pattern.text)
      #expect(values == same)
    }
    guard case .otherMethods(let methods) = quick.match(.put, path: "/v1/views/queues") else {
      Issue.record("PUT found something else")
      return
    }
    #expect(methods == ["GET", "HEAD", "OPTIONS"])
  }

  @Test("HEAD finds the routes of GET")
  func head() {
    #expect(parameters(.head, "/v1/events") == [])
  }

  @Test("another method of a known path is told which ones there are")
  func otherMethods() {
    guard case .otherMethods(let methods) = router.match(.put, path: "/v1/events") else {
      Issue.record("PUT found something else")
      return
    }
    #expect(methods == ["GET", "HEAD", "OPTIONS", "POST"])
  }

  @Test("an encoded segment decodes to itself", arguments: ["PJSIP/400", "a b+c%", "Ünïcode ☎︎"])
  func encoding(text: String) {
    let encoded = PercentDecoding.encodeSegment(text)
    #expect(PercentDecoding.decode(encoded[...]) == text)
    #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") })
  }

  @Test("the same parameter may stand twice, and a plus is a space")
  func query() throws {
    let query = try #require(QueryParameters("type=call.*&type=agent.*&queue=a+b&empty"))
    #expect(query.values("type") == ["call.*", "agent.*"])
    #expect(query["queue"] == "a b")
    #expect(query["empty"] == "")
    #expect(query.firstStranger(single: ["queue", "empty"], repeatable: ["type"]) == nil)
    #expect(query.firstStranger(single: ["queue", "empty", "type"]) == "type")
    #expect(QueryParameters("a=%zz") == nil)
  }

  @Test("the form with the highest weight is chosen, the server's first among equals")
  func accept() {
    let forms = ["application/json", "text/event-stream", "application/x-ndjson"]
    #expect(MediaTypes.choose(nil, among: forms) == "application/json")
    #expect(MediaTypes.choose("*/*", among: forms) == "application/json")
    #expect(MediaTypes.choose("text/event-stream", among: forms) == "text/event-stream")
    #expect(
      MediaTypes.choose("application/json;q=0.5, application/x-ndjson", among: forms)
        == "application/x-ndjson")
    #expect(MediaTypes.choose("text/*, */*;q=0.1", among: forms) == "text/event-stream")
    #expect(MediaTypes.choose("application/json;q=0", among: forms) == nil)
    #expect(MediaTypes.choose("image/png", among: forms) == nil)
  }

  @Test("entity tags are told apart: strong, weak, any, malformed")
  func entityTags() {
    #expect(EntityTags(nil) == .absent)
    #expect(EntityTags("*") == .any)
    #expect(EntityTags("\"1\", W/\"2\"") == .list(strong: ["\"1\""], weak: ["\"2\""]))
    #expect(EntityTags("1") == .malformed)
    #expect(EntityTags("W/\"7\"").matches("\"7\""))
    #expect(!EntityTags("\"7\"").matches("\"8\""))
  }
}
