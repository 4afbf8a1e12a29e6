import ContactCenter
import Engine
import EventCodec
import EventLog
import Testing

@testable import API

@Suite("Appending over HTTP", .timeLimit(.minutes(2)))
struct AppendingTests {
  private static func received(_ call: String, id: String, more: String = "") -> String {
    """
    {"specversion":"1.0","id":"\(id)","source":"pbx1","type":"call.received",\
    "subject":"call/\(call)","time":"2026-11-22T08:59:00.000Z","data":{"to":"800"\(more)}}
    """
  }

  private let structured = "application/cloudevents+json"

  @Test("an event for a new stream is answered 201 with its place and the stream's address")
  func newStream() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let reply = try await client.post(
        "/v1/events", Self.received("1/a", id: "e1"), type: structured)
      #expect(reply.status == 201)
      #expect(reply.header("location") == "/v1/streams/call/1%2Fa")
      #expect(
        reply.body == #"{"position":1,"version":1,"cursor":"\#(server.cursor(1))"}"#)
    }
  }

  @Test("the same event again is answered with its first place, and stored once")
  func repeated() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let first = try await client.post(
        "/v1/events", Self.received("1", id: "e1"), type: structured)
      let second = try await client.post(
        "/v1/events", Self.received("1", id: "e1"), type: structured)
      #expect(second.status == 200)
      #expect(second.body == first.body)
      #expect(server.log.head == 1)
    }
  }

  @Test("a known id with another body is a conflict that names the position")
  func identityConflict() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      _ = try await client.post("/v1/events", Self.received("1", id: "e1"), type: structured)
      let reply = try await client.post(
        "/v1/events", Self.received("2", id: "e1"), type: structured)
      #expect(reply.status == 409)
      #expect(reply.header("content-type") == "application/problem+json")
      #expect(reply.body.contains("urn:switchboard:problem:identity-conflict"))
      #expect(reply.body.contains(#""position":1"#))
    }
  }

  @Test("a batch is kept as a whole, and a partial repeat names the ids that are known")
  func batch() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let batch = "application/cloudevents-batch+json"
      let one = Self.received("1", id: "e1")
      let two = Self.received("2", id: "e2")
      let reply = try await client.post("/v1/events", "[\(one),\(two)]", type: batch)
      #expect(reply.status == 201)
      #expect(server.log.head == 2)
      let three = Self.received("3", id: "e3")
      let partial = try await client.post("/v1/events", "[\(two),\(three)]", type: batch)
      #expect(partial.status == 409)
      #expect(partial.body.contains(#""ids":["e2"]"#))
      #expect(server.log.head == 2)
    }
  }

  @Test("a plain object needs neither id nor source")
  func plain() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let reply = try await client.post(
        "/v1/events", #"{"type":"call.received","stream":"call/7","data":{}}"#)
      #expect(reply.status == 201)
    }
  }

  @Test("an idempotency key repeats, and refuses another body")
  func idempotencyKey() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let key = [("idempotency-key", "\"k1\"")]
      let body = #"{"type":"call.received","stream":"call/7","data":{}}"#
      let first = try await client.post("/v1/events", body, key)
      let again = try await client.post("/v1/events", body, key)
      #expect(first.body == again.body)
      #expect(server.log.head == 1)
      let other = try await client.post(
        "/v1/events", #"{"type":"call.received","stream":"call/8","data":{}}"#, key)
      #expect(other.status == 422)
      #expect(other.body.contains("idempotency-key-reused"))
      let malformed = try await client.post("/v1/events", body, [("idempotency-key", "k1")])
      #expect(malformed.status == 400)
    }
  }

  @Test("an idempotency key is for ever, its sender's own, and quoted")
  func idempotencyKeyScope() async throws {
    let body = #"{"type":"call.received","stream":"call/7","data":{}}"#
    let other = #"{"type":"call.received","stream":"call/8","data":{}}"#
    let key = [("idempotency-key", "\"k 1/#\"")]
    var kept: InMemoryEventLog?
    try await TestServer.with { server in
      let client = try server.client(.supervisor, name: "anna")
      #expect(try await client.post("/v1/events", body, key).status == 201)
      kept = server.log
    }
    try await TestServer.with(log: kept) { server in
      let client = try server.client(.supervisor, name: "anna")
      let again = try await client.post("/v1/events", body, key)
      #expect(again.status == 200)
      #expect(again.body.hasPrefix(#"{"position":1,"#))
      #expect(try await client.post("/v1/events", other, key).status == 422)
      #expect(server.log.head == 1)
      let ben = try server.client(.supervisor, name: "ben")
      #expect(try await ben.post("/v1/events", other, key).status == 201)
      let long = "\"\(String(repeating: "k", count: 101))\""
      for text in ["k", "\"", "\"\"", "\"a\"b\"", "\"a\\b\"", long, "\"a\", \"b\""] {
        let reply = try await client.post("/v1/events", body, [("idempotency-key", text)])
        #expect(reply.status == 400, "\(text)")
        #expect(reply.body.contains("urn:switchboard:problem:invalid-header"))
      }
    }
  }

  @Test("a command that the life cycle forbids is refused with the state and what it allows")
  func lifeCycle() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let body = #"{"type":"call.held","stream":"call/7","data":{}}"#
      let reply = try await client.post("/v1/events", body)
      #expect(reply.status == 409)
      #expect(reply.body.contains("urn:switchboard:problem:life-cycle"))
      #expect(reply.body.contains(#""allowed":["#))
      #expect(reply.body.contains(#""state":"#))
      #expect(server.log.head == 0)
    }
  }

  @Test("a fact that the life cycle forbids is kept in quarantine, and answered so")
  func quarantine() async throws {
    try await TestServer.with { server in
      let client = try server.client(.integration, source: "pbx1")
      let body = #"{"type":"call.held","stream":"call/7","id":"h1","data":{}}"#
      let reply = try await client.post("/v1/events", body)
      #expect(reply.status == 200)
      #expect(reply.body == #"{"quarantined":1}"#)
      let again = try await client.post("/v1/events", body)
      #expect(again.body == #"{"quarantined":1}"#)
      #expect(server.log.head == 1)
    }
  }

  @Test("an importer that deals with contradictions itself has them refused")
  func refusedFact() async throws {
    try await TestServer.with { server in
      let client = try server.client(.integration, source: "pbx1")
      let body = #"{"type":"call.held","stream":"call/7","id":"h1","data":{}}"#
      let refused = try await client.post("/v1/events?contradiction=refuse", body)
      #expect(refused.status == 409)
      #expect(server.log.head == 0)
      _ = try await client.post("/v1/events", body)
      let settled = try await client.post(
        "/v1/events?contradiction=refuse&settled=h1",
        #"{"type":"call.held","stream":"call/7","id":"h2","data":{}}"#)
      #expect(settled.status == 200)
      #expect(settled.body == #"{"quarantined":1}"#)
      #expect(try await client.post("/v1/events?x=1", body).status == 400)
    }
  }

  @Test("an integration reports for its own source alone")
  func boundSource() async throws {
    try await TestServer.with { server in
      let client = try server.client(.integration, source: "pbx2")
      let reply = try await client.post(
        "/v1/events", Self.received("1", id: "e1"), type: structured)
      #expect(reply.status == 403)
      #expect(reply.body.contains(#""source":"pbx2""#))
      #expect(server.log.head == 0)
    }
  }

  @Test("a person takes no id of an integration's events, nor of the server's own")
  func foreignSource() async throws {
    try await TestServer.with { server in
      _ = try server.client(.integration, source: "pbx1")
      let client = try server.client(.agent, name: "anna")
      func post(_ source: String) async throws -> Int {
        try await client.post(
          "/v1/events",
          #"{"type":"call.received","stream":"call/7","id":"e2","data":{},"#
            + #""source":"\#(source)"}"#
        ).status
      }
      #expect(try await post("pbx1") == 403)
      #expect(try await post("urn:switchboard:clock") == 403)
      #expect(try await post("urn:switchboard:router") == 403)
      #expect(server.log.head == 0)
      #expect(try await post("desk") == 201)
    }
  }

  @Test("a clock that is more than a day ahead is told so, by the place of its time")
  func aheadOfTime() async throws {
    try await TestServer.with { server in
      let client = try server.client(.integration, source: "pbx1")
      func post(_ time: Int64) async throws -> TestClient.Reply {
        let time = Timestamp(milliseconds: server.engine.clock() + time).rfc3339
        return try await client.post(
          "/v1/events",
          #"{"type":"call.received","stream":"call/7","id":"e","time":"\#(time)","data":{}}"#)
      }
      let reply = try await post(86_400_001)
      #expect(reply.status == 422)
      #expect(reply.body.contains(#""pointer":"/time","code":"out-of-range""#))
      #expect(server.log.head == 0)
      #expect(try await post(86_400_000).status == 201)
    }
  }

  @Test("a person speaks for nobody else")
  func actor() async throws {
    try await TestServer.with { server in
      let client = try server.client(.agent, name: "anna")
      let body =
        #"{"type":"call.received","stream":"call/7","data":{},"actor":{"kind":"agent","id":"bob"}}"#
      let reply = try await client.post("/v1/events", body)
      #expect(reply.status == 403)
    }
  }

  @Test("expected versions hold or are refused with what is there")
  func preconditions() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      func post(_ id: String, _ headers: [(String, String)]) async throws -> TestClient.Reply {
        let note = """
          {"type":"call.menu_entered","stream":"call/7","id":"\(id)","source":"t",\
          "data":{"menu":"1"}}
          """
        return try await client.post("/v1/events", note, headers)
      }
      let missing = try await post("a", [("if-match", "*")])
      #expect(missing.status == 412)
      let created = try await client.post(
        "/v1/events", #"{"type":"call.received","stream":"call/7","data":{}}"#,
        [("if-none-match", "*")])
      #expect(created.status == 201)
      let exists = try await post("b", [("if-none-match", "*")])
      #expect(exists.status == 412)
      #expect(exists.body.contains(#""expected":"new""#))
      #expect(exists.body.contains(#""actual":1"#))
      let wrong = try await post("c", [("if-match", "\"2\"")])
      #expect(wrong.status == 412)
      #expect(wrong.body.contains(#""expected":2"#))
      #expect(try await post("d", [("if-match", "W/\"1\"")]).status == 412)
      #expect(try await post("e", [("if-match", "1")]).status == 400)
      #expect(try await post("f", [("if-match", "\"1\""), ("if-none-match", "*")]).status == 400)
      #expect(try await post("g", [("if-match", "\"1\"")]).status == 200)
    }
  }

  @Test("bytes that are not an event are refused with the place of each fault")
  func faults() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let type = try await client.post(
        "/v1/events", #"{"type":"call.nonsense","stream":"call/7","data":{}}"#)
      #expect(type.status == 422)
      #expect(type.body.contains(#""pointer":"/type""#))
      let several = try await client.post(
        "/v1/events",
        #"{"type":"call.queued","stream":"call/7","data":{"queue":7,"speed":1}}"#)
      #expect(several.status == 422)
      #expect(several.body.contains(#""pointer":"/data/queue""#))
      #expect(several.body.contains(#""pointer":"/data/speed""#))
      #expect(try await client.post("/v1/events", "{").status == 400)
      #expect(try await client.post("/v1/events", "").status == 400)
      #expect(server.log.head == 0)
    }
  }

  @Test("another content type is told what may be posted")
  func contentType() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let reply = try await client.post("/v1/events", "a=b", type: "text/plain")
      #expect(reply.status == 415)
      #expect(reply.header("accept-post")?.contains("application/cloudevents+json") == true)
    }
  }

  @Test("an event beyond 256 KiB is refused with the limit")
  func tooLarge() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let text = String(repeating: "x", count: 300_000)
      let reply = try await client.post(
        "/v1/events", #"{"type":"call.received","stream":"call/7","data":{"to":"\#(text)"}}"#)
      #expect(reply.status == 413)
      #expect(reply.body.contains(#""limit":262144"#))
    }
  }

  @Test("a body beyond 1 MiB is refused with the limit, which pages of other origins may read")
  func bodyTooLarge() async throws {
    var settings = APISettings()
    settings.allowedOrigins = ["https://wall.example"]
    try await TestServer.with(settings: settings) { server in
      let client = try server.client(.supervisor)
      let reply = try await client.post(
        "/v1/events", String(repeating: "x", count: 1_100_000),
        [("origin", "https://wall.example")])
      #expect(reply.status == 413)
      #expect(reply.header("content-type") == "application/problem+json")
      #expect(reply.body.contains("urn:switchboard:problem:too-large"))
      #expect(reply.body.contains(#""limit":1048576"#))
      #expect(reply.header("access-control-allow-origin") == "https://wall.example")
    }
  }

  @Test("a full disk is 507, and the log stays readable and becomes writable again")
  func full() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let body = #"{"type":"call.received","stream":"call/7","data":{}}"#
      server.log.failNextGroup(.full("no room"))
      #expect(try await client.post("/v1/events", body).status == 507)
      #expect(try await client.get("/v1/events").status == 200)
      #expect(try await client.post("/v1/events", body).status == 201)
    }
  }

  @Test("a full queue and a closed log say when to come back")
  func comeBack() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let body = #"{"type":"call.received","stream":"call/7","data":{}}"#
      server.log.failNextGroup(.overloaded)
      let overloaded = try await client.post("/v1/events", body)
      #expect(overloaded.status == 503)
      #expect(overloaded.header("retry-after") == "1")
      server.log.close()
      let closed = try await client.post("/v1/events", body)
      #expect(closed.status == 503)
      #expect(closed.header("retry-after") == "5")
    }
  }
}
