import Engine
import EventLog
import NIOHTTP1
import Testing

@Suite("CloudEvents in binary mode", .timeLimit(.minutes(2)))
struct BinaryModeTests {
  private static func headers(
    _ id: String, type: String = "call.received", subject: String = "call/1",
    more: [(String, String)] = []
  ) -> [(String, String)] {
    [
      ("ce-specversion", "1.0"), ("ce-id", id), ("ce-source", "pbx"), ("ce-type", type),
      ("ce-subject", subject),
    ] + more
  }

  @Test("headers carry the attributes, percent-encoded, and the body the data")
  func attributes() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let reply = try await client.post(
        "/v1/events", #"{"to":"800"}"#, type: "application/json; charset=utf-8",
        Self.headers(
          "caf%C3%A9%20%22%25%22", subject: "call/1%2F%E2%82%AC",
          more: [("ce-correlationid", #""a \"b\" %25""#), ("ce-time", "2026-11-22T08:00:00Z")]))
      #expect(reply.status == 201, "\(reply.body)")
      let event = try await client.get("/v1/events/1").body
      #expect(event.contains(#""id":"café \"%\"""#))
      #expect(event.contains(#""subject":"call/1/€""#))
      #expect(event.contains(#""correlationid":"a \"b\" %""#))
      #expect(event.contains(#""time":"2026-11-22T08:00:00.000Z""#))
      #expect(event.contains(#""data":{"to":"800"}"#))
    }
  }

  @Test("the same event is one and the same in binary and in structured mode")
  func sameEvent() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let binary = try await client.post("/v1/events", #"{"to":"800"}"#, Self.headers("e1"))
      let structured = try await client.post(
        "/v1/events",
        """
        {"specversion":"1.0","id":"e1","source":"pbx","type":"call.received","subject":"call/1",\
        "data":{"to":"800"}}
        """, type: "application/cloudevents+json")
      #expect(binary.status == 201)
      #expect(structured.status == 200)
      #expect(structured.body == binary.body)
      #expect(server.log.head == 1)
    }
  }

  @Test("ce-datacontenttype, an attribute that is none, and broken escapes are refused by name")
  func refused() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      for (header, status) in [
        (("ce-datacontenttype", "application/json"), 422), (("ce-colour", "red"), 422),
        (("ce-correlationid", "%zz"), 400), (("ce-correlationid", "%C3"), 400),
        (("ce-correlationid", "%"), 400), (("ce-correlationid", #""open"#), 400),
        (("ce-time", "yesterday"), 422), (("ce-correlationid", "a%0Ab"), 422),
      ] {
        let reply = try await client.post("/v1/events", "{}", Self.headers("e1", more: [header]))
        #expect(reply.status == status, "\(header): \(reply.body)")
        #expect(reply.body.contains(#""header":"\#(header.0)""#), "\(reply.body)")
      }
      let missing = Self.headers("e1").filter { $0.0 != "ce-source" }
      let reply = try await client.post("/v1/events", "{}", missing)
      #expect(reply.status == 422)
      #expect(reply.body.contains(#""header":"ce-source""#))
      #expect(server.log.head == 0)
    }
  }

  @Test("no body is no data, also without a content type; data of another type is refused")
  func contentTypes() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      let empty = try await client.send(.POST, "/v1/events", Self.headers("e1"))
      #expect(empty.status == 201, "\(empty.body)")
      let text = try await client.post(
        "/v1/events", "hello", type: "text/plain", Self.headers("e2", subject: "call/2"))
      #expect(text.status == 415)
      #expect(text.header("accept-post")?.contains("application/json") == true)
      let broken = try await client.post(
        "/v1/events", "{", Self.headers("e3", subject: "call/3"))
      #expect(broken.status == 400)
      let none = try await client.send(.POST, "/v1/events", [], "{}")
      #expect(none.status == 415)
    }
  }
}
