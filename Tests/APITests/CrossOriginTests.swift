import Engine
import NIOHTTP1
import Testing

@testable import API

@Suite("Pages of other origins", .timeLimit(.minutes(2)))
struct CrossOriginTests {
  private static let page = ("origin", "https://wall.example")
  private static let stranger = ("origin", "https://evil.example")

  private static var settings: APISettings {
    var settings = APISettings()
    settings.allowedOrigins = ["https://wall.example"]
    return settings
  }

  @Test("where none is listed no answer says a word about origins")
  func none() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let reply = try await client.get("/v1/views/queues", [Self.page])
      #expect(reply.status == 200)
      #expect(!reply.headers.contains { $0.name.hasPrefix("access-control-") })
      #expect(reply.headers["vary"] == ["accept"])
      let flight = try await server.stranger.send(
        .OPTIONS, "/v1/events", [Self.page, ("access-control-request-method", "POST")])
      #expect(!flight.headers.contains { $0.name.hasPrefix("access-control-") })
    }
  }

  @Test("a listed origin reads answers, streams and problems; another one none of them")
  func reading() async throws {
    try await TestServer.with(settings: Self.settings) { server in
      let client = try server.client(.wallboard)
      for path in ["/v1/views/queues", "/v1/events", "/v1/nothing", "/livez"] {
        let listed = try await client.get(path, [Self.page])
        #expect(listed.headers["access-control-allow-origin"] == ["https://wall.example"])
        #expect(listed.header("access-control-expose-headers")?.contains("etag") == true)
        #expect(listed.headers["vary"].contains("origin"))
        let other = try await client.get(path, [Self.stranger])
        #expect(!other.headers.contains { $0.name.hasPrefix("access-control-") })
        // A cache must not give one page's answer to the other.
        #expect(other.headers["vary"].contains("origin"))
      }
      let refused = try await server.stranger.get("/v1/events", [Self.page])
      #expect(refused.status == 401)
      #expect(refused.header("access-control-allow-origin") == "https://wall.example")
      let stream = try await client.send(
        .HEAD, "/v1/events", [Self.page, ("accept", "text/event-stream")])
      #expect(stream.header("access-control-allow-origin") == "https://wall.example")
    }
  }

  @Test("a preflight names methods and headers, and needs no token")
  func preflight() async throws {
    try await TestServer.with(settings: Self.settings) { server in
      let flight = try await server.stranger.send(
        .OPTIONS, "/v1/events",
        [
          Self.page, ("access-control-request-method", "POST"),
          ("access-control-request-headers", "authorization,ce-id,CE-Type,ce-x-y,x-other"),
        ])
      #expect(flight.status == 204)
      #expect(flight.header("access-control-allow-origin") == "https://wall.example")
      #expect(flight.header("access-control-allow-methods") == "GET, HEAD, OPTIONS, POST")
      let headers = try #require(flight.header("access-control-allow-headers"))
        .split(separator: ", ").map(String.init)
      for name in ["authorization", "content-type", "idempotency-key", "traceparent", "prefer"] {
        #expect(headers.contains(name))
      }
      #expect(headers.filter { $0.hasPrefix("ce-") } == ["ce-id", "ce-type"])
      #expect(!headers.contains("x-other"))
      #expect(flight.header("access-control-max-age") == "600")
      let other = try await server.stranger.send(
        .OPTIONS, "/v1/events", [Self.stranger, ("access-control-request-method", "POST")])
      #expect(!other.headers.contains { $0.name.hasPrefix("access-control-") })
    }
  }

  @Test("no page is told that a browser may add the cookie, and no answer is for every origin")
  func credentials() async throws {
    try await TestServer.with(settings: Self.settings) { server in
      let client = try server.client(.supervisor)
      var replies = [try await client.get("/v1/views/queues", [Self.page])]
      replies.append(try await client.post("/v1/session", "", [Self.page]))
      replies.append(try await client.send(.OPTIONS, "/v1/session", [Self.page]))
      for reply in replies {
        #expect(reply.header("access-control-allow-credentials") == nil)
        #expect(reply.header("access-control-allow-origin") == "https://wall.example")
      }
      let null = try await client.get("/v1/views/queues", [("origin", "null")])
      #expect(null.header("access-control-allow-origin") == nil)
    }
  }

  @Test(
    "an origin is a scheme, a host and perhaps a port",
    arguments: [
      ("https://wall.example", true), ("http://localhost:8080", true), ("https://[::1]:8443", true),
      ("https://wall.example/", false), ("https://wall.example:443x", false), ("*", false),
      ("null", false), ("wall.example", false), ("https://", false), ("https://*.example", false),
      ("HTTPS://wall.example", false), ("https://a:0", false), ("https://a:70000", false),
      ("ftp://wall.example", false), ("https://u@wall.example", false), ("https://[::1", false),
    ])
  func origins(text: String, isOne: Bool) {
    #expect(APISettings.isOrigin(text) == isOne)
  }
}
