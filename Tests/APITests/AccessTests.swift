import Engine
import NIOHTTP1
import Testing

@testable import API

@Suite("Who may come in", .timeLimit(.minutes(2)))
struct AccessTests {
  @Test("without a token one is asked for")
  func noToken() async throws {
    try await TestServer.with { server in
      let reply = try await server.stranger.get("/v1/events")
      #expect(reply.status == 401)
      #expect(reply.header("www-authenticate") == #"Bearer realm="switchboard""#)
      var client = server.stranger
      client.token = "swb_wrong"
      let wrong = try await client.get("/v1/events")
      #expect(wrong.status == 401)
      #expect(wrong.header("www-authenticate")?.contains("invalid_token") == true)
    }
  }

  @Test("a role without the right is told which one is missing")
  func missingRight() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let reply = try await client.post("/v1/events", "{}")
      #expect(reply.status == 403)
      #expect(reply.body.contains(#""missing":["command","report"]"#))
      #expect(reply.body.contains(#""role":"wallboard""#))
      #expect(try await client.get("/v1/projections").status == 403)
      #expect(try await client.get("/v1/access/grants").status == 403)
    }
  }

  @Test("a token is granted, works, is listed without its secret, and is revoked at once")
  func grants() async throws {
    try await TestServer.with { server in
      let admin = try server.client(.admin)
      let granted = try await admin.post(
        "/v1/access/grants", #"{"name":"wall","role":"wallboard"}"#)
      #expect(granted.status == 201)
      let start = try #require(granted.body.firstRange(of: #""token":""#)?.upperBound)
      let token = String(granted.body[start...].prefix { $0 != "\"" })
      var wall = server.stranger
      wall.token = token
      #expect(try await wall.get("/v1/views/queues").status == 200)
      let list = try await admin.get("/v1/access/grants")
      #expect(list.body.contains(#""name":"wall""#))
      #expect(!list.body.contains(token))
      let revoked = try await admin.send(.DELETE, "/v1/access/grants/wall")
      #expect(revoked.status == 204)
      #expect(try await wall.get("/v1/views/queues").status == 401)
      #expect(try await admin.send(.DELETE, "/v1/access/grants/wall").status == 404)
    }
  }

  @Test("a name that has a token keeps it, unless the second grant is to replace it")
  func knownName() async throws {
    try await TestServer.with { server in
      let admin = try server.client(.admin)
      let wall = try server.client(.wallboard, name: "wall")
      let refused = try await admin.post(
        "/v1/access/grants", #"{"name":"wall","role":"wallboard"}"#)
      #expect(refused.status == 409)
      #expect(refused.body.contains("name-taken"))
      #expect(try await wall.get("/v1/views/queues").status == 200)
      let granted = try await admin.post(
        "/v1/access/grants", #"{"name":"wall","role":"wallboard","replace":true}"#)
      #expect(granted.status == 201)
      #expect(try await wall.get("/v1/views/queues").status == 401)
    }
  }

  @Test("what is granted and revoked is in the log, with who did it")
  func events() async throws {
    try await TestServer.with { server in
      let admin = try server.client(.admin, name: "root")
      _ = try await admin.post("/v1/access/grants", #"{"name":"wall","role":"wallboard"}"#)
      _ = try await admin.send(.DELETE, "/v1/access/grants/wall")
      let events = try await admin.get(
        "/v1/events?stream=access/wall", [("accept", "application/x-ndjson")])
      let lines = events.body.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.first?.contains(#""type":"access.granted""#) == true)
      #expect(lines.last?.contains(#""type":"access.revoked""#) == true)
      #expect(lines.allSatisfy { $0.contains(#""actorid":"root""#) })
    }
  }

  @Test(
    "a grant that cannot be is refused with the place of its fault",
    arguments: [
      (#"{"name":"x","role":"king"}"#, 422, "/role"),
      (#"{"name":"","role":"admin"}"#, 422, "/name"),
      (#"{"name":"a\u0007","role":"admin"}"#, 422, "/name"),
      (#"{"name":"x","role":"integration","source":"a\u0085"}"#, 422, "/source"),
      (#"{"name":"x","role":"integration"}"#, 422, "/source"),
      (#"{"name":"x"}"#, 400, "name"), ("[]", 400, "name"),
    ])
  func faultyGrants(body: String, status: Int, place: String) async throws {
    try await TestServer.with { server in
      let admin = try server.client(.admin)
      let reply = try await admin.post("/v1/access/grants", body)
      #expect(reply.status == status)
      #expect(reply.body.contains(place))
    }
  }

  @Test("a page trades its token for a cookie that no script can read")
  func session() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let reply = try await client.post("/v1/session", "")
      #expect(reply.status == 204)
      let cookie = try #require(reply.header("set-cookie"))
      #expect(cookie.hasPrefix("switchboard=swb_"))
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
      let pair = String(cookie.prefix { $0 != ";" })
      let page = try await server.stranger.get(
        "/v1/views/queues", [("cookie", "a=b; \(pair); c=d")])
      #expect(page.status == 200)
      #expect(try await server.stranger.post("/v1/session", "").status == 401)
    }
  }

  @Test("over TLS the cookie is bound to its host")
  func secureCookie() {
    let cookie = SessionCookie.issue("t", isSecure: true)
    #expect(cookie == "__Host-switchboard=t; Path=/; HttpOnly; SameSite=Strict; Secure")
    #expect(SessionCookie.token(in: "__Host-switchboard=t", isSecure: true) == "t")
    #expect(SessionCookie.token(in: "switchboard=t", isSecure: true) == nil)
  }
}
