import Engine
import EventLog
import Testing

@testable import API

@Suite("Reading the past over HTTP", .timeLimit(.minutes(2)))
struct PastViewsTests {
  @Test("a view as of a position is what it was, also while it goes on")
  func position() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let then = try await client.get("/v1/views/queues/sales")
      try await server.appendCalls(2...3)
      try await server.viewsAtHead(client)
      let past = try await client.get("/v1/views/queues/sales?at=2")
      #expect(past.status == 200)
      #expect(past.body == then.body)
      let page = try await client.get("/v1/views/queues?at=\(server.cursor(2))")
      #expect(page.body == #"{"position":2,"rows":[\#(then.body)]}"#)
      #expect(try await client.get("/v1/views/queues?at=0").body == #"{"position":0,"rows":[]}"#)
      #expect(try await client.get("/v1/views/queues/sales?at=0").status == 404)
      #expect(try await client.get("/v1/views/queues?at=6").body.contains(#""waiting":3"#))
    }
  }

  @Test("as of a time is as of the last position at which nothing later had happened")
  func time() async throws {
    try await TestServer.with { server in
      let boss = try server.client(.admin)
      for minute in ["10", "20", "30"] {
        let reply = try await boss.post(
          "/v1/events",
          #"{"specversion":"1.0","type":"call.received","source":"pbx","id":"\#(minute)","#
            + #""subject":"call/\#(minute)","time":"2026-11-22T09:\#(minute):00Z","data":{}}"#,
          type: "application/cloudevents+json")
        try #require(reply.status < 300, "\(reply.body)")
      }
      for (time, position) in [
        ("2026-11-22T09:05:00Z", 0), ("2026-11-22T09:10:00Z", 1),
        ("2026-11-22T10:29:59%2B01:00", 2), ("2027-01-01", 3),
      ] {
        let reply = try await boss.get("/v1/views/calls?at=\(time)")
        #expect(reply.body.hasPrefix(#"{"position":\#(position),"#), "\(time): \(reply.body)")
        #expect(reply.header("cache-control") == "no-cache")
      }
    }
  }

  @Test("a moment that is none, ahead, or of another log is refused, and a stream has none")
  func refusals() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      let ahead = try await client.get("/v1/views/queues?at=3")
      #expect(ahead.status == 400)
      #expect(ahead.body.contains("beyond the head of the log, which is 2"))
      #expect(ahead.body.contains(#""parameter":"at""#))
      #expect(try await client.get("/v1/reports/queues?at=3").status == 400)
      #expect(try await client.get("/v1/views/queues?at=soon").status == 400)
      let other = Cursor(epoch: Epoch(bits: 1), position: 1)
      #expect(try await client.get("/v1/views/queues?at=\(other)").status == 410)
      let live = try await client.get(
        "/v1/views/queues?at=1", [("accept", "text/event-stream")])
      #expect(live.status == 400)
      #expect(live.body.contains("a live stream follows"))
    }
  }

  @Test("an answer about the past has a tag, and is for ever where its address names the epoch")
  func caching() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      for path in ["/v1/views/queues", "/v1/views/queues/sales", "/v1/reports/queues"] {
        let plain = try await client.get(path + "?at=2")
        #expect(plain.header("cache-control") == "no-cache")
        let tag = try #require(plain.header("etag"))
        #expect(tag.hasPrefix("\"\(server.cursor(2))."))
        let same = try await client.get(path + "?at=2", [("if-none-match", tag)])
        #expect(same.status == 304 && same.body.isEmpty)
        let bound = try await client.get(path + "?at=\(server.cursor(2))")
        #expect(bound.header("cache-control") == "private, max-age=31536000, immutable")
        #expect(bound.header("etag") == tag)
        #expect(bound.body == plain.body)
      }
    }
  }

  @Test("a large view of the past comes in pages of the same moment")
  func pages() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.wallboard)
      let first = try await client.get("/v1/views/calls?at=6&limit=2")
      let link = "</v1/views/calls?after=2&limit=2&at=\(server.cursor(6))>; rel=\"next\""
      #expect(first.header("link") == link)
      #expect(first.body.hasSuffix(#"],"next":"2"}"#))
      try await server.appendCalls(4...4)
      let second = try await client.get("/v1/views/calls?after=2&limit=2&at=\(server.cursor(6))")
      #expect(second.body.contains(#""call":"3""#))
      #expect(!second.body.contains(#""call":"4""#))
      #expect(second.header("link") == nil)
    }
  }

  @Test("a report as of a moment knows nothing of what came later")
  func report() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      let past = "/v1/reports/queues?at=2"
      let then = try await client.get(past)
      #expect(then.body.contains(#""offered":1"#))
      try await server.appendCalls(2...5)
      try await server.viewsAtHead(client)
      #expect(try await client.get(past).body == then.body)
      #expect(try await client.get("/v1/reports/queues?at=10").body.contains(#""offered":5"#))
    }
  }

  @Test("more questions about the past than are allowed are told to come again")
  func bounded() async throws {
    var settings = APISettings()
    settings.pastReadingsMax = 0
    try await TestServer.with(settings: settings) { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      let reply = try await client.get("/v1/views/queues?at=1")
      #expect(reply.status == 503)
      #expect(reply.header("retry-after") == "1")
      #expect(try await client.get("/v1/views/queues").status == 200)
    }
  }

  @Test("a number is explained by the positions that made it")
  func explained() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let address = "/v1/views/queues/sales/explain?field=waiting"
      let reply = try await client.get(address)
      let steps = (1...3).map { #"{"position":\#($0 * 2),"value":\#($0)}"# }
      #expect(
        reply.body == #"{"view":"queues","key":"sales","field":"waiting","before":null,"steps":["#
          + steps.joined(separator: ",") + #"],"scanned":6,"end":6}"#)
      let first = try await client.get(address + "&limit=1&at=5")
      #expect(first.body.contains(#""steps":[{"position":2,"value":1}],"scanned":2,"end":5"#))
      let link = try #require(first.header("link"))
      #expect(link.contains("from=2&limit=1&at=\(server.cursor(5))"))
      let next = try await client.get(address + "&from=2&at=5")
      #expect(next.body.contains(#""before":1,"steps":[{"position":4,"value":2}],"scanned":5"#))
      let nested = try await client.get("/v1/views/queues/sales/explain?field=today.offered")
      #expect(nested.body.contains(#"{"position":6,"value":3}"#))
      let call = try await client.get("/v1/views/calls/2/explain?field=state&limit=9")
      #expect(call.body.contains(#""steps":[{"position":3,"#))
      #expect(try await client.get("/v1/views/queues/sales/explain").status == 400)
      #expect(try await client.get("/v1/views/planets/x/explain?field=y").status == 404)
    }
  }
}
