import Engine
import EventLog
import Testing

@testable import API

@Suite("Reading the log over HTTP", .timeLimit(.minutes(2)))
struct ReadingEventsTests {
  @Test("a page says where it ends and where the next one begins")
  func pages() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.service)
      let first = try await client.get("/v1/events?limit=4&type=call.*")
      #expect(first.status == 200)
      #expect(first.body.hasPrefix(#"{"cursor":"\#(server.cursor(4))","head":6,"events":["#))
      #expect(first.header("etag") == "\"\(server.cursor(4))\"")
      #expect(first.header("cache-control") == "no-cache")
      let next = "/v1/events?from=\(server.cursor(4))&limit=4&type=call.%2A"
      #expect(first.header("link") == "<\(next)>; rel=\"next\"")
      let second = try await client.get(next)
      #expect(second.body.contains(#""sequence":"00000000000000000005""#))
      #expect(second.header("link") == nil)
      let same = try await client.get(next, [("if-none-match", "\"\(server.cursor(6))\"")])
      #expect(same.status == 304)
      #expect(same.body.isEmpty)
    }
  }

  @Test("the page and the batch of the same events have tags of their own")
  func tags() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      let page = try #require(try await client.get("/v1/events").header("etag"))
      let batch = [("accept", "application/cloudevents-batch+json")]
      let other = try await client.get("/v1/events", batch + [("if-none-match", page)])
      #expect(other.status == 200)
      let tag = try #require(other.header("etag"))
      #expect(try await client.get("/v1/events", batch + [("if-none-match", tag)]).status == 304)
      #expect(try await client.get("/v1/events", [("if-none-match", tag)]).status == 200)
    }
  }

  @Test("an end in another life of the log is refused, one beyond the head is not")
  func ends() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      let other = Cursor(epoch: Epoch(bits: 0xdef), position: 1)
      for end in ["\(other)", "x"] {
        let reply = try await client.get("/v1/events?to=\(end)")
        #expect(reply.status == 400)
        #expect(reply.body.contains("urn:switchboard:problem:invalid-parameter"))
      }
      #expect(try await client.get("/v1/events?to=\(server.cursor(9))").status == 200)
    }
  }

  @Test("a full page that begins at a cursor never changes, and says so")
  func immutable() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.service)
      let page = try await client.get("/v1/events?from=\(server.cursor(0))&limit=2")
      #expect(page.header("cache-control") == "private, max-age=31536000, immutable")
    }
  }

  @Test("filters of one kind are alternatives, of different kinds all hold")
  func filters() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2, queue: "sales")
      try await server.appendCalls(3...3, queue: "help")
      let client = try server.client(.service)
      func positions(_ query: String) async throws -> [Int] {
        let reply = try await client.get(
          "/v1/events?\(query)", [("accept", "application/x-ndjson")])
        return reply.body.split(separator: "\n").compactMap { line in
          let start = line.firstRange(of: "\"sequence\":\"")
          return start.flatMap { Int(line[$0.upperBound...].prefix(20)) }
        }
      }
      #expect(try await positions("stream=call/1&stream=call/3") == [1, 2, 5, 6])
      #expect(try await positions("type=call.queued") == [2, 4, 6])
      #expect(try await positions("type=call.queued&queue=help") == [6])
      #expect(try await positions("type=agent.*") == [])
      #expect(try await positions("from=2&to=4") == [3, 4])
      #expect(try await positions("from=2&limit=1") == [3])
    }
  }

  @Test("a replay is one event a line, and ends at the head")
  func replay() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...150)
      let client = try server.client(.service)
      let reply = try await client.get("/v1/events", [("accept", "application/x-ndjson")])
      #expect(reply.header("content-type") == "application/x-ndjson")
      let lines = reply.body.split(separator: "\n")
      #expect(lines.count == 300)
      #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }
  }

  @Test("a bare array of CloudEvents is sent where it is asked for")
  func batch() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      let type = "application/cloudevents-batch+json"
      let reply = try await client.get("/v1/events", [("accept", type)])
      #expect(reply.header("content-type") == type)
      #expect(reply.body.hasPrefix("[{\"sequence\"") && reply.body.hasSuffix("}]"))
    }
  }

  @Test("a place of another log, or beyond the head, is gone, and the earliest one is named")
  func gone() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      for place in ["0000000000000001.00000000000000000001", server.cursor(3), "3"] {
        let reply = try await client.get("/v1/events?from=\(place)")
        #expect(reply.status == 410)
        #expect(reply.body.contains(#""earliest":"\#(server.cursor(0))""#))
        let live = try await client.get(
          "/v1/events", [("accept", "text/event-stream"), ("last-event-id", place)])
        #expect(live.status == 410)
      }
    }
  }

  @Test(
    "a parameter that is unknown, twice, or out of range is refused by its name",
    arguments: [
      ("form=1", "form"), ("limit=0", "limit"), ("limit=x", "limit"), ("limit=1&limit=2", "limit"),
      ("from=abc", "from"), ("to=-1", "to"), ("follow=maybe", "follow"),
      ("at-time=noon", "at-time"),
    ])
  func parameters(query: String, name: String) async throws {
    try await TestServer.with { server in
      let client = try server.client(.service)
      let reply = try await client.get("/v1/events?\(query)")
      #expect(reply.status == 400)
      #expect(reply.body.contains(#""parameter":"\#(name)""#))
      let id = [("last-event-id", "abc")]
      #expect(try await client.get("/v1/events", id).status == 400)
    }
  }

  @Test("the log as of a moment ends before the first event that happened later")
  func asOf() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      for (id, time) in [("1", "2026-11-22T08:00:00Z"), ("2", "2026-11-22T09:00:00Z")] {
        _ = try await client.post(
          "/v1/events",
          #"{"type":"call.received","stream":"call/\#(id)","time":"\#(time)","data":{}}"#)
      }
      let reply = try await client.get("/v1/events?at-time=2026-11-22T10:30:00+02:00")
      #expect(reply.body.hasPrefix(#"{"cursor":"\#(server.cursor(1))""#))
    }
  }

  @Test("one event has an address")
  func oneEvent() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.service)
      let reply = try await client.get("/v1/events/2")
      #expect(reply.status == 200)
      #expect(reply.body.contains(#""type":"call.queued""#))
      #expect(try await client.get("/v1/events/\(server.cursor(2))").body == reply.body)
      for path in ["0", "3", "x", "0000000000000001.00000000000000000001"] {
        #expect(try await client.get("/v1/events/\(path)").status == 404)
      }
    }
  }

  @Test("a stream has its own order, and its version is its tag")
  func oneStream() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.service)
      let reply = try await client.get("/v1/streams/call/2")
      #expect(reply.body.hasPrefix(#"{"stream":"call/2","version":2,"events":["#))
      #expect(reply.header("etag") == "\"2\"")
      let same = try await client.get("/v1/streams/call/2", [("if-none-match", "\"2\"")])
      #expect(same.status == 304)
      let part = try await client.get("/v1/streams/call/2?limit=1")
      #expect(part.header("link") == "</v1/streams/call/2?from=1&limit=1>; rel=\"next\"")
      #expect(try await client.get("/v1/streams/call/9").status == 404)
      #expect(try await client.get("/v1/streams/planet/9").status == 404)
    }
  }

  @Test("what is not offered is not acceptable")
  func notAcceptable() async throws {
    try await TestServer.with { server in
      let client = try server.client(.service)
      #expect(try await client.get("/v1/events", [("accept", "image/png")]).status == 406)
      #expect(try await client.get("/v1/views/queues", [("accept", "text/csv")]).status == 406)
    }
  }
}
