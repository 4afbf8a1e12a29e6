import Engine
import Testing

@testable import API

@Suite("Reports over HTTP", .timeLimit(.minutes(2)))
struct ReportTests {
  @Test("a given load is staffed, and agents who cannot carry it are refused with their number")
  func staffing() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let path = "/v1/reports/staffing?calls=100&interval-minutes=30&handle-seconds=180"
      let reply = try await client.get(path + "&service-level=80&within=20")
      #expect(reply.status == 200)
      #expect(reply.body.contains(#""total":{"offeredLoad":10,"erlangC":{"agents":14}"#))
      let csv = try await client.get(path + "&agents=14", [("accept", "text/csv")])
      #expect(csv.body.contains(",14,10,14,0.714286,0.174132,0.88835,7.835937,"))
      let refused = try await client.get(path + "&agents=10")
      #expect(refused.status == 400)
      #expect(refused.body.contains("at least 11"))
      #expect(refused.body.contains(#""parameter":"agents""#))
      #expect(try await client.get("/v1/reports/queues?calls=100").status == 400)
      #expect(try await client.get("/v1/reports/staffing?calls=x&handle-seconds=1").status == 400)
    }
  }

  @Test("what customers said, what became of calls and what rises come from the events")
  func outcomes() async throws {
    try await TestServer.with { server in
      let boss = try server.client(.admin)
      for (stream, type, data) in [
        (
          "policy/p", "policy.procedure_published",
          #"{"version":1,"title":"P","steps":[{"step":"reason","title":"Ask","events":"#
            + #"["call.reason_recorded"]},{"step":"thank","title":"Thank","events":"#
            + #"["call.thanked"]}]}"#
        ),
        ("agent/anna", "agent.session_started", "{}"),
        ("agent/anna", "agent.presence_changed", #"{"presence":"available"}"#),
        ("call/1", "call.received", "{}"), ("call/1", "call.queued", #"{"queue":"sales"}"#),
        ("call/1", "call.offered", #"{"agent":"anna"}"#),
        ("call/1", "call.answered", #"{"agent":"anna"}"#),
        ("call/1", "call.identified", #"{"customer":"c1","method":"number"}"#),
        ("call/1", "call.reason_recorded", #"{"reason":"bill"}"#),
        ("call/1", "call.resolved", "{}"), ("call/1", "call.ended", #"{"by":"customer"}"#),
        ("call/1", "call.feedback_requested", #"{"scale":"csat"}"#),
        ("call/1", "call.feedback", #"{"scale":"csat","score":5}"#),
      ] {
        let reply = try await boss.post(
          "/v1/events", #"{"type":"\#(type)","stream":"\#(stream)","data":\#(data)}"#)
        try #require(reply.status < 300, "\(reply.body)")
      }
      try await server.viewsAtHead(boss)
      let feedback = try await boss.get("/v1/reports/feedback?by=agent")
      #expect(
        feedback.body.hasPrefix(
          #"{"rows":[{"agent":"anna","contacts":1,"requests":1,"responses":1,"declined":0,"#))
      #expect(feedback.body.contains(#""csat":{"responses":1,"topTwo":1,"score":1,"mean":5}"#))
      let contacts = try await boss.get("/v1/reports/contacts?by=reason")
      #expect(contacts.body.contains(#"{"reason":"bill","contacts":1,"#))
      #expect(contacts.body.contains(#""fcr":{"contacts":1,"resolved":1,"settled":0,"rate":null"#))
      #expect(contacts.body.contains(#""procedure":{"calls":1,"met":1,"missed":1,"score":0.5}"#))
      let campaigns = try await boss.get(
        "/v1/reports/contacts?by=campaign", [("accept", "text/csv")])
      #expect(campaigns.body.contains("campaign,contacts,outbound"))
      #expect(campaigns.body.contains("procedure.score"))
      let trends = try await boss.get("/v1/reports/trends?show=volumes&interval=1d")
      #expect(trends.body.contains(#"{"subject":"reason","name":"bill","start":"#))
      #expect(try await boss.get("/v1/reports/trends").status == 400, "one day has none before it")
      let agents = try await boss.get("/v1/reports/agents")
      #expect(agents.body.contains(#""undocumented":1"#))
      #expect(try await boss.get("/v1/reports/feedback?by=planet").status == 400)
    }
  }
}
