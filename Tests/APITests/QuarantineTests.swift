import Engine
import EventLog
import Testing

@testable import API

@Suite("The quarantine", .timeLimit(.minutes(2)))
struct QuarantineTests {
  private static let answer =
    #"{"type":"call.answered","stream":"call/7","id":"a1","data":{"agent":"anna"}}"#

  /// A switch tells that a call was answered before it tells that there is one: position 1.
  private func withContradiction(
    _ body: (TestServer, _ pbx: TestClient, _ olga: TestClient) async throws -> Void
  ) async throws {
    try await TestServer.with { server in
      let pbx = try server.client(.integration, source: "pbx1")
      let reply = try await pbx.post("/v1/events", Self.answer)
      try #require(reply.body == #"{"quarantined":1}"#)
      try await body(server, pbx, try server.client(.operator, name: "olga"))
    }
  }

  @Test("an operator lists it without the source's own words, and lets it in once it fits")
  func readmission() async throws {
    try await withContradiction { server, pbx, olga in
      let list = try await olga.get("/v1/quarantine")
      #expect(list.status == 200)
      #expect(list.body.contains(#""position":1,"state":"waiting","source":"pbx1","id":"a1""#))
      #expect(list.body.contains(#""type":"call.answered","stream":"call/7""#))
      #expect(!list.body.contains("anna"))
      let path = "/v1/quarantine/1/readmit"
      let early = try await olga.post(path, #"{"reason":"too early"}"#)
      #expect(early.status == 409)
      #expect(early.body.contains("It stays in quarantine"))
      #expect(early.body.contains(#""state":"New""#))
      for type in [#""call.received","data":{}"#, #""call.queued","data":{"queue":"sales"}"#] {
        let reply = try await pbx.post("/v1/events", #"{"type":\#(type),"stream":"call/7"}"#)
        #expect(reply.status < 300)
      }
      let letIn = try await olga.post(path, #"{"reason":"came late"}"#)
      #expect(letIn.status == 200)
      #expect(letIn.body.contains(#""position":5"#))
      let again = try await olga.post(path, #"{"reason":"again"}"#)
      #expect(again.status == 409)
      #expect(again.body.contains("readmitted before"))
      let settled = try await olga.get("/v1/quarantine?state=readmitted")
      #expect(settled.body.contains(#""by":"olga","reason":"came late""#))
      #expect(try await olga.get("/v1/quarantine").body == #"{"quarantine":[]}"#)
      let view = try await olga.get("/v1/views/calls/7?min-position=\(server.log.head)")
      #expect(view.body.contains(#""state":"talking""#) || view.body.contains(#""agent":"anna""#))
      // The switch that repeats itself is answered as before, and adds nothing.
      let head = server.log.head
      #expect(try await pbx.post("/v1/events", Self.answer).body == #"{"quarantined":1}"#)
      #expect(server.log.head == head)
    }
  }

  @Test("it is dismissed with a reason, once; without one, and elsewhere, nothing happens")
  func dismissal() async throws {
    try await withContradiction { (server, _, olga) async throws in
      let path = "/v1/quarantine/1/dismiss"
      #expect(try await olga.post(path, "{}").status == 422)
      #expect(try await olga.post(path, #"{"why":"x"}"#).status == 400)
      #expect(try await olga.post(path, "").status == 400)
      #expect(try await olga.post("/v1/quarantine/2/dismiss", #"{"reason":"x"}"#).status == 404)
      #expect(try await olga.post("/v1/quarantine/x/dismiss", #"{"reason":"x"}"#).status == 404)
      #expect(server.log.head == 1)
      #expect(try await olga.post(path, #"{"reason":"noise"}"#).status == 200)
      #expect(try await olga.post(path, #"{"reason":"noise"}"#).status == 409)
      #expect(
        try await olga.post("/v1/quarantine/1/readmit", #"{"reason":"x"}"#).status == 409)
      #expect(server.log.head == 2)
    }
  }

  @Test("the source's own words are shown by right alone, and the look is in the log first")
  func raw() async throws {
    try await withContradiction { server, pbx, olga in
      #expect(try await olga.get("/v1/quarantine?raw=true").status == 403)
      #expect(try await pbx.get("/v1/quarantine").status == 403)
      #expect(try await server.client(.supervisor).get("/v1/quarantine").status == 403)
      #expect(try await server.stranger.get("/v1/quarantine").status == 401)
      #expect(server.log.head == 1)
      let admin = try server.client(.admin, name: "ada")
      let list = try await admin.get("/v1/quarantine?raw=true")
      #expect(list.body.contains(#""raw":"{\"agent\":\"anna\"}""#))
      let look = try #require(try server.log.event(at: 2))
      #expect(look.type == "access.record_viewed")
      #expect(look.stream == "access/ada")
      #expect(try await admin.get("/v1/quarantine?state=gone").status == 400)
    }
  }
}
