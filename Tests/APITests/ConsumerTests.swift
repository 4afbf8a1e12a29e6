import Engine
import EventLog
import NIOHTTP1
import Testing

@Suite("Consumers over HTTP", .timeLimit(.minutes(2)))
struct ConsumerTests {
  private static let path = "/v1/consumers/billing"

  private static func put(
    _ client: TestClient, _ body: String, _ headers: [(String, String)] = []
  ) async throws -> TestClient.Reply {
    try await client.send(.PUT, path, [("content-type", "application/json")] + headers, body)
  }

  @Test("a consumer is made, read with its lag, moved, and removed")
  func life() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.service, name: "billing-service")
      #expect(try await client.get(Self.path).status == 404)
      let made = try await Self.put(client, #"{"cursor":"\#(server.cursor(1))"}"#)
      #expect(made.status == 201)
      #expect(made.header("location") == Self.path)
      #expect(made.header("etag") == "\"1\"")
      let read = try await client.get(Self.path)
      #expect(read.body == made.body)
      #expect(
        read.body.hasPrefix(
          #"{"name":"billing","owner":"billing-service","cursor":"\#(server.cursor(1))","#
            + #""position":1,"lagEvents":3,"version":1,"setAt":""#))
      // Its lag grows without a new version.
      let again = try await client.get(Self.path, [("if-none-match", "\"1\"")])
      #expect(again.body == read.body)
      let moved = try await Self.put(client, #"{"cursor":"4"}"#, [("if-match", "\"1\"")])
      #expect(moved.status == 200)
      #expect(moved.body.contains(#""position":4,"lagEvents":0,"version":2"#))
      let list = try await client.get("/v1/consumers")
      #expect(list.body.hasPrefix(#"{"head":4,"consumers":[{"name":"billing","#))
      #expect(try await client.send(.DELETE, Self.path, [("if-match", "\"1\"")]).status == 412)
      #expect(try await client.send(.DELETE, Self.path).status == 204)
      #expect(try await client.send(.DELETE, Self.path).status == 404)
    }
  }

  @Test("a version that is not the actual one is refused with both")
  func preconditions() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      let new = [("if-none-match", "*")]
      #expect(try await Self.put(client, #"{"cursor":"0"}"#, [("if-match", "*")]).status == 412)
      #expect(try await Self.put(client, #"{"cursor":"0"}"#, new).status == 201)
      #expect(try await Self.put(client, #"{"cursor":"1"}"#, new).status == 412)
      let stale = try await Self.put(client, #"{"cursor":"1"}"#, [("if-match", "\"7\"")])
      #expect(stale.status == 412)
      #expect(stale.body.contains(#""expected":7,"actual":1"#))
      #expect(try await Self.put(client, #"{"cursor":"1"}"#, [("if-match", "7")]).status == 400)
    }
  }

  @Test("going back needs a word, and what is no place of this log is refused")
  func places() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.service)
      #expect(try await Self.put(client, #"{"cursor":"3"}"#).status == 201)
      let back = try await Self.put(client, #"{"cursor":"2"}"#)
      #expect(back.status == 409)
      #expect(back.body.contains("urn:switchboard:problem:would-go-back"))
      #expect(back.body.contains(#""cursor":"\#(server.cursor(3))""#))
      let other = Cursor(epoch: Epoch(bits: 0xdef), position: 1)
      let gone = try await Self.put(client, #"{"cursor":"\#(other)","rewind":true}"#)
      #expect(gone.status == 410)
      #expect(gone.body.contains("urn:switchboard:problem:cursor-gone"))
      #expect(try await Self.put(client, #"{"cursor":"5"}"#).status == 410)
      #expect(try await client.get(Self.path).body.contains(#""position":3,"#))
      #expect(try await Self.put(client, #"{"cursor":"2","rewind":true}"#).status == 200)
    }
  }

  @Test(
    "a body that says no place is refused",
    arguments: [
      ("", 400), ("[]", 400), ("{}", 400), (#"{"cursor":7}"#, 400),
      (#"{"cursor":"1","more":1}"#, 400), (#"{"cursor":"x"}"#, 422), (#"{"cursor":"-1"}"#, 422),
    ])
  func faultyBodies(body: String, status: Int) async throws {
    try await TestServer.with { server in
      let client = try server.client(.service)
      #expect(try await Self.put(client, body).status == status)
      #expect(try await client.get(Self.path).status == 404)
      let name = String(repeating: "n", count: 129)
      let long = try await client.send(.PUT, "/v1/consumers/\(name)", [], #"{"cursor":"0"}"#)
      #expect(long.status == 422)
    }
  }

  @Test("a consumer belongs to the token's name; an operator handles all; others have no right")
  func ownership() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let anna = try server.client(.service, name: "anna")
      let ben = try server.client(.service, name: "ben")
      #expect(try await Self.put(anna, #"{"cursor":"1"}"#).status == 201)
      #expect(try await ben.get(Self.path).status == 403)
      #expect(try await Self.put(ben, #"{"cursor":"2"}"#).status == 403)
      #expect(try await ben.send(.DELETE, Self.path).status == 403)
      #expect(try await ben.get("/v1/events?consumer=billing").status == 403)
      #expect(try await ben.get("/v1/consumers").body == #"{"head":2,"consumers":[]}"#)
      // A new token of the same name goes on where the old one was.
      let again = try server.client(.service, name: "anna")
      #expect(try await again.get(Self.path).status == 200)
      let olga = try server.client(.operator, name: "olga")
      #expect(try await olga.get("/v1/consumers").body.contains(#""owner":"anna""#))
      #expect(try await Self.put(olga, #"{"cursor":"2"}"#).body.contains(#""owner":"anna""#))
      let wallboard = try server.client(.wallboard)
      #expect(try await wallboard.get("/v1/consumers").status == 403)
      #expect(try await Self.put(server.stranger, "{}").status == 401)
    }
  }

  @Test("reading by a consumer's name gives exactly what follows its place, in every form")
  func resumes() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.service)
      #expect(try await client.get("/v1/events?consumer=billing").status == 404)
      #expect(try await Self.put(client, #"{"cursor":"2"}"#).status == 201)
      let wanted = (3...6 as ClosedRange<UInt64>).map(Cursor.digits)
      let lines = try await client.get(
        "/v1/events?consumer=billing", [("accept", "application/x-ndjson")])
      #expect(Self.sequences(lines.body) == wanted)
      let page = try await client.get("/v1/events?consumer=billing&limit=1")
      #expect(Self.sequences(page.body) == [wanted[0]])
      #expect(page.header("cache-control") == "no-cache")
      let next = "</v1/events?from=\(server.cursor(3))&limit=1>; rel=\"next\""
      #expect(page.header("link") == next)
      let live = try await client.follow("/v1/events?consumer=billing") { $0.has("caught-up") }
      #expect(live.eventIDs == (3...6).map { server.cursor($0) })
      let resumed = try await client.follow(
        "/v1/events?consumer=billing", [("last-event-id", server.cursor(5))]
      ) { $0.has("caught-up") }
      #expect(resumed.eventIDs == [server.cursor(6)])
      #expect(try await client.get("/v1/events?consumer=billing&from=1").status == 400)
    }
  }

  @Test("after a restart a consumer stands where it stood, and its lag has grown")
  func restart() async throws {
    let state = InMemoryStateStore()
    var kept: InMemoryEventLog?
    try await TestServer.with(state: state) { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      #expect(try await Self.put(client, #"{"cursor":"2"}"#).status == 201)
      kept = server.log
    }
    try await TestServer.with(log: kept, state: state) { server in
      try await server.appendCalls(2...3)
      let client = try server.client(.service)
      let read = try await client.get(Self.path)
      #expect(read.body.contains(#""position":2,"lagEvents":4,"version":1"#))
      let page = try await client.get("/v1/events?consumer=billing")
      #expect(Self.sequences(page.body) == (3...6 as ClosedRange<UInt64>).map(Cursor.digits))
    }
  }

  @Test("a consumer of another life of the log has no lag, is not resumed, and can be set anew")
  func otherLog() async throws {
    let state = InMemoryStateStore()
    try await TestServer.with(state: state) { server in
      try await server.appendCalls(1...2)
      _ = try await Self.put(try server.client(.service), #"{"cursor":"3"}"#)
    }
    let restored = InMemoryEventLog(epoch: Epoch(bits: 0xdef), clock: { 0 })
    try await TestServer.with(log: restored, state: state) { server in
      let client = try server.client(.service)
      #expect(try await client.get(Self.path).body.contains(#""lagEvents":null"#))
      #expect(try await client.get("/v1/events?consumer=billing").status == 410)
      #expect(try await Self.put(client, #"{"cursor":"0"}"#).status == 409)
      #expect(try await Self.put(client, #"{"cursor":"0","rewind":true}"#).status == 200)
    }
  }

  @Test("metrics count consumers and the largest lag, and name none")
  func metrics() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.service)
      _ = try await Self.put(client, #"{"cursor":"1"}"#)
      let text = try await client.get("/metrics").body
      #expect(text.contains("switchboard_consumers 1\n"))
      #expect(text.contains("switchboard_consumer_lag_events_max 3\n"))
      #expect(!text.contains("billing"))
    }
  }

  /// The positions of the events in a body, in their order.
  private static func sequences(_ body: String) -> [String] {
    body.matches(of: /"sequence":"([0-9]{20})"/).map { String($0.1) }
  }
}
