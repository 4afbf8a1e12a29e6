import ContactCenter
import Engine
import EventLog
import Testing

@Suite("The trace context", .timeLimit(.minutes(2)))
struct TraceContextTests {
  private static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  private static let other = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"

  private static func plain(_ call: String, more: String = "") -> String {
    #"{"type":"call.received","stream":"call/\#(call)","data":{}\#(more)}"#
  }

  @Test("the request's context is kept on the event, and the event's own before it")
  func kept() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let header = [("traceparent", Self.trace), ("tracestate", "vendor=1")]
      _ = try await client.post("/v1/events", Self.plain("1"), header)
      let own = Self.plain("2", more: #","traceparent":"\#(Self.other)""#)
      _ = try await client.post("/v1/events", own, header)
      let binary = [
        ("ce-specversion", "1.0"), ("ce-id", "e"), ("ce-source", "pbx"), ("ce-subject", "call/3"),
        ("ce-type", "call.received"), ("ce-traceparent", Self.other),
      ]
      _ = try await client.post("/v1/events", "{}", binary + header)
      let first = try await client.get("/v1/events/1").body
      #expect(first.contains(#""traceparent":"\#(Self.trace)""#))
      #expect(!first.contains("vendor"))
      for position in 2...3 {
        let event = try await client.get("/v1/events/\(position)").body
        #expect(event.contains(#""traceparent":"\#(Self.other)""#))
      }
    }
  }

  @Test(
    "an invalid context is ignored, wherever it stands, and is no fault of the event",
    arguments: [
      "", "00", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
      "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
    ])
  func invalid(text: String) async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let header = [("traceparent", text), ("tracestate", "vendor=1")]
      let reply = try await client.post("/v1/events", Self.plain("1"), header)
      #expect(reply.status == 201)
      let own = Self.plain("2", more: #","traceparent":"\#(text)""#)
      #expect(try await client.post("/v1/events", own).status == 201)
      let number = Self.plain("3", more: #","traceparent":7"#)
      #expect(try await client.post("/v1/events", number).status == 201)
      let binary = [
        ("ce-specversion", "1.0"), ("ce-id", "e"), ("ce-source", "pbx"), ("ce-subject", "call/4"),
        ("ce-type", "call.received"), ("ce-traceparent", text + "%"),
      ]
      #expect(try await client.post("/v1/events", "{}", binary).status == 201)
      let page = try await client.get("/v1/events").body
      #expect(!page.contains("traceparent"))
      #expect(!page.contains("vendor"))
    }
  }

  @Test("of a later version of the context what is known of it is kept")
  func laterVersion() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let later = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-what-comes-later"
      _ = try await client.post("/v1/events", Self.plain("1"), [("traceparent", later)])
      #expect(try await client.get("/v1/events/1").body.contains(Self.trace))
    }
  }

  @Test("a repeat with another context is still a repeat")
  func repeated() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let key = ("idempotency-key", "\"k1\"")
      let first = try await client.post(
        "/v1/events", Self.plain("1"), [key, ("traceparent", Self.trace)])
      let again = try await client.post(
        "/v1/events", Self.plain("1"), [key, ("traceparent", Self.other)])
      #expect(again.status == 200)
      #expect(again.body == first.body)
    }
  }

  @Test("what an event causes belongs to its trace: what follows from it, and its quarantine")
  func consequences() async throws {
    try await TestServer.with { server in
      let switchboard = try server.client(.integration, source: "pbx")
      let reply = try await switchboard.post(
        "/v1/events", #"{"type":"call.held","stream":"call/9","id":"h1","data":{}}"#,
        [("traceparent", Self.trace)])
      #expect(reply.body == #"{"quarantined":1}"#)
      let kept = try await switchboard.get("/v1/events/1").body
      #expect(kept.contains(#""type":"source.event_quarantined""#))
      #expect(kept.contains(#""traceparent":"\#(Self.trace)""#))
      try await server.appendCalls(1...1)
      let supervisor = try server.client(.supervisor)
      let ended = try await supervisor.post(
        "/v1/events", #"{"type":"call.ended","stream":"call/1","data":{"by":"system"}}"#,
        [("traceparent", Self.other)])
      #expect(ended.status == 200, "\(ended.body)")
      let exit = try await supervisor.get("/v1/events/4").body
      #expect(exit.contains(#""type":"call.queue_exited""#))
      #expect(exit.contains(#""traceparent":"\#(Self.other)""#))
    }
  }
}
