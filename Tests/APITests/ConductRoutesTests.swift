import ContactCenter
import Engine
import EventCodec
import Testing

@testable import API

@Suite("Procedures, knowledge, reviews and skills over HTTP", .timeLimit(.minutes(2)))
struct ConductRoutesTests {
  private func post(
    _ client: TestClient, _ type: String, _ stream: String, _ data: String
  ) async throws -> TestClient.Reply {
    try await client.post(
      "/v1/events", #"{"type":"\#(type)","stream":"\#(stream)","data":\#(data)}"#)
  }

  @Test("every view that has an address is there, and OpenAPI names the same ones")
  func names() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      for name in Views.names {
        #expect(try await client.get("/v1/views/\(name)").status == 200, "\(name)")
      }
    }
    let words = RouteDescription.all.first { $0.path == "/v1/views/{view}" }?.parameters
      .compactMap { parameter -> [String]? in
        if case .words(let words) = parameter.form, parameter.name == "view" { words } else { nil }
      }
    #expect(words == [Views.names])
  }

  @Test("a refused command is 409 with the reason, the state and what it allows")
  func refusals() async throws {
    try await TestServer.with { server in
      let supervisor = try server.client(.supervisor)
      let agent = try server.client(.agent, name: "anna")
      let article = "knowledge/bill"
      let first = #"{"version":1,"title":"How to read a bill"}"#
      #expect(
        try await post(supervisor, "knowledge.article_published", article, first).status == 201)
      let again = try await post(supervisor, "knowledge.article_published", article, first)
      #expect(again.status == 409)
      #expect(again.body.contains(#""reason":"alreadyPublished","state":"Published""#))
      #expect(again.body.contains(#""allowed":["knowledge.article_revised","#))
      let other = try await post(
        agent, "knowledge.article_acknowledged", article, #"{"version":1,"agent":"ben"}"#)
      #expect(other.status == 409)
      #expect(other.body.contains(#""reason":"notYourself""#))
      #expect(other.body.contains(#""allowed":["knowledge.article_acknowledged"]"#))
      let own = try await post(
        agent, "agent.skill_granted", "agent/anna", #"{"skill":"sales","level":9}"#)
      #expect(own.status == 409)
      #expect(own.body.contains(#""reason":"notForAgents""#))
    }
  }

  @Test("who may take a queue is a row with the date until which they may")
  func skills() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      _ = try await post(
        client, "queue.skills_required", "queue/sales",
        #"{"skills":[{"skill":"contracts","level":2}]}"#)
      _ = try await post(
        client, "agent.skill_granted", "agent/anna",
        #"{"skill":"contracts","level":3,"certifiedUntil":"2027-01-31T00:00:00Z"}"#)
      try await server.viewsAtHead(client)
      let row = try await client.get("/v1/views/queue-skills/sales")
      #expect(
        row.body.contains(
          #""agents":[{"agent":"anna","levels":3,"until":"2027-01-31T00:00:00.000Z"}]"#))
      let expiring = try await client.get("/v1/views/expiring-skills")
      #expect(expiring.body.contains(#""skill":"contracts""#))
    }
  }
}
