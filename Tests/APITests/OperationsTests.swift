import ContactCenter
import Engine
import EventCodec
import NIOHTTP1
import Testing

@testable import API

@Suite("Operations and discovery", .timeLimit(.minutes(2)))
struct OperationsTests {
  @Test("an empty log is alive and ready, without a token")
  func health() async throws {
    try await TestServer.with { server in
      #expect(try await server.stranger.get("/livez").status == 200)
      let ready = try await server.stranger.get("/readyz")
      #expect(ready.status == 200)
      #expect(ready.body == #"{"status":"ready","head":0,"lagEvents":0}"#)
    }
  }

  @Test("an unknown address is 404, another method 405 with those that are allowed")
  func unknown() async throws {
    try await TestServer.with { server in
      let missing = try await server.stranger.get("/nowhere")
      #expect(missing.status == 404)
      #expect(missing.header("content-type") == "application/problem+json")
      let method = try await server.stranger.send(.DELETE, "/v1/events")
      #expect(method.status == 405)
      #expect(method.header("allow") == "GET, HEAD, OPTIONS, POST")
      let options = try await server.stranger.send(.OPTIONS, "/v1/events")
      #expect(options.status == 204)
      #expect(options.header("allow") == "GET, HEAD, OPTIONS, POST")
      #expect(options.header("access-control-allow-origin") == nil)
    }
  }

  @Test("HEAD answers with the header alone")
  func head() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let page = try await client.send(.HEAD, "/v1/views/queues")
      #expect(page.status == 200)
      #expect(page.body.isEmpty)
      let stream = try await client.send(.HEAD, "/v1/events", [("accept", "text/event-stream")])
      #expect(stream.header("content-type") == "text/event-stream; charset=utf-8")
    }
  }

  @Test("metrics come in both forms, with the matched route as a label and never the path")
  func metrics() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.operator)
      _ = try await client.get("/v1/streams/call/1")
      let plain = try await client.get("/metrics")
      #expect(plain.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
      #expect(plain.body.contains("# TYPE switchboard_appends_total counter\n"))
      #expect(plain.body.contains("switchboard_appends_total{outcome=\"appended\"} 2\n"))
      #expect(plain.body.contains("switchboard_log_head 2\n"))
      #expect(
        plain.body.contains(
          "switchboard_route_requests_total{method=\"GET\",route=\"/v1/streams/{kind}/{id}\"} 1\n"))
      let open = try await client.get(
        "/metrics", [("accept", "application/openmetrics-text; version=1.0.0")])
      #expect(open.body.contains("# TYPE switchboard_appends counter\n"))
      #expect(open.body.hasSuffix("# EOF\n"))
      #expect(try await server.stranger.get("/metrics").status == 401)
    }
  }

  @Test("projections are listed, and rebuilt beside the old ones")
  func projections() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.operator)
      try await server.viewsAtHead(client)
      let list = try await client.get("/v1/projections")
      #expect(list.body.contains(#""name":"queues""#))
      let rebuilt = try await client.post("/v1/projections/queues/rebuild", "")
      #expect(rebuilt.status == 200)
      #expect(rebuilt.body.contains(#""differingRows":0"#))
      #expect(try await client.post("/v1/projections/planets/rebuild", "").status == 404)
      let verified = try await client.post("/v1/projections/verify", "")
      #expect(verified.body.contains(#""name":"customers","#))
      #expect(!verified.body.contains(#""differingRows":1"#))
      let all = try await client.post("/v1/projections/all/rebuild", "")
      #expect(all.body.contains(#""name":"agents","#))
    }
  }

  @Test("the log says how it stands")
  func log() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let reply = try await server.client(.operator).get("/v1/log")
      #expect(reply.body.hasPrefix(#"{"epoch":"0000000000000abc","head":4,"events":4,"bytes":"#))
    }
  }

  @Test("a source's open calls and agents are told to whoever goes on with its log")
  func work() async throws {
    try await TestServer.with { server in
      let switchboard = try server.client(.integration, source: "pbx")
      for (type, stream, data) in [
        ("call.received", "call/1", "{}"), ("call.queued", "call/1", #"{"queue":"q"}"#),
        ("agent.queue_joined", "agent/SIP/1", #"{"queue":"q"}"#),
      ] {
        let body = #"{"type":"\#(type)","stream":"\#(stream)","data":\#(data)}"#
        #expect(try await switchboard.post("/v1/events", body).status < 300)
      }
      try await server.appendCalls(2...3)
      try await server.viewsAtHead(switchboard)
      let reply = try await switchboard.get("/v1/sources/pbx/work")
      let work = try RowCodec.decode(SourceWork.self, from: Array(reply.body.utf8))
      #expect(work.calls.map(\.call) == [CallID("1")])
      #expect(work.calls.map(\.place) == [.waiting] && work.calls.map(\.queue) == [QueueID("q")])
      #expect(work.agents.map(\.agent) == [AgentID("SIP/1")])
      #expect(work.agents.map(\.queues) == [[QueueID("q")]])
      #expect(try await server.stranger.get("/v1/sources/pbx/work").status == 401)
    }
  }

  @Test("reports come as JSON or CSV, and a faulty parameter is refused")
  func reports() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.supervisor)
      try await server.viewsAtHead(client)
      let json = try await client.get("/v1/reports/queues?threshold=20")
      #expect(json.header("content-type") == "application/json")
      #expect(json.body.contains(#""offered":2"#))
      let csv = try await client.get("/v1/reports/agents", [("accept", "text/csv")])
      #expect(csv.header("content-type") == "text/csv; charset=utf-8")
      for query in ["zone=Mars", "interval=7m", "threshold=-1", "from=2&to=1", "cohort=x"] {
        #expect(try await client.get("/v1/reports/queues?\(query)").status == 400)
      }
      #expect(try await client.get("/v1/reports/planets").status == 404)
    }
  }

  @Test("the pages, the schemas and the description of the routes are open")
  func discovery() async throws {
    try await TestServer.with { server in
      let page = try await server.stranger.get("/wallboard")
      #expect(page.status == 200)
      #expect(page.header("content-security-policy") != nil)
      let tag = try #require(page.header("etag"))
      let same = try await server.stranger.get("/wallboard", [("if-none-match", tag)])
      #expect(same.status == 304)
      #expect(try await server.stranger.get("/pages/none.js").status == 404)
      #expect(try await server.stranger.get("/openapi.json").status == 200)
      #expect(try await server.stranger.get("/schemas/problems.json").status == 200)
      let event = try await server.stranger.get("/schemas/events/call.answered.v1.json")
      #expect(event.header("content-type") == "application/schema+json")
      #expect(try await server.stranger.get("/schemas/none.json").status == 404)
    }
  }
}
