import Engine
import NIOHTTP1
import Testing

@testable import API

@Suite("Reviews of access over HTTP", .timeLimit(.minutes(2)))
struct ReviewRoutesTests {
  @Test("who looks after privacy sets how often access is reviewed, and records a review")
  func reviews() async throws {
    try await TestServer.with { server in
      let privacy = try server.client(.privacy, name: "paula")
      let scheduled = try await privacy.send(
        .PUT, "/v1/access/reviews/all", [("content-type", "application/json")],
        #"{"periodDays":90}"#)
      #expect(scheduled.status == 201)
      #expect(scheduled.header("location") == "/v1/streams/access/all")
      let completed = try await privacy.post(
        "/v1/access/reviews/all", #"{"findings":3,"removed":1,"note":"two left the house"}"#)
      #expect(completed.status == 200)
      try await server.viewsAtHead(privacy)
      let row = try await privacy.get("/v1/views/security-reviews/all")
      #expect(row.body.contains(#""periodDays":90"#))
      #expect(row.body.contains(#""lastReviewer":"paula","findings":3,"removed":1"#))
      #expect(!row.body.contains("left the house"))
    }
  }

  @Test("a review is refused to others, and of one's own access, and with faults named")
  func refusals() async throws {
    try await TestServer.with { server in
      let supervisor = try server.client(.supervisor)
      let body = #"{"findings":0,"removed":0}"#
      #expect(try await supervisor.post("/v1/access/reviews/all", body).status == 403)
      for event in [
        #"{"type":"keys.rotated","stream":"keys/m","data":{"generation":1}}"#,
        #"{"type":"security.measure_changed","stream":"security/m","data":"#
          + #"{"change":"introduced","summary":"s"}}"#,
      ] {
        #expect(try await supervisor.post("/v1/events", event).status == 403)
        #expect(try await server.client(.admin).post("/v1/events", event).status == 201)
      }
      let privacy = try server.client(.privacy, name: "paula")
      let own = try await privacy.post("/v1/access/reviews/paula", body)
      #expect(own.status == 409)
      #expect(own.body.contains(#""reason":"ownReview""#))
      let faulty = try await privacy.post("/v1/access/reviews/all", #"{"findings":-1,"removed":0}"#)
      #expect(faulty.status == 422)
      #expect(faulty.body.contains("/findings"))
      let text = try await privacy.post("/v1/access/reviews/all", "soon")
      #expect(text.status == 422)
    }
  }
}
