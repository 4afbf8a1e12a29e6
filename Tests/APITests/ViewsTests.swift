import Engine
import EventLog
import Testing

@testable import API

@Suite("Reading views over HTTP", .timeLimit(.minutes(2)))
struct ViewsTests {
  @Test("a view is a page of rows at a position, which is its tag")
  func page() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let reply = try await client.get("/v1/views/queues")
      #expect(reply.body.hasPrefix(#"{"position":4,"rows":[{"queue":"sales""#))
      let tag = try #require(reply.header("etag"))
      #expect(tag.hasPrefix("\"4."))
      let same = try await client.get("/v1/views/queues", [("if-none-match", tag)])
      #expect(same.status == 304)
      #expect(try await client.get("/v1/views/planets").status == 404)
    }
  }

  @Test("a large view comes in pages")
  func pages() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let first = try await client.get("/v1/views/calls?limit=2")
      #expect(first.header("link") == "</v1/views/calls?after=2&limit=2>; rel=\"next\"")
      let second = try await client.get("/v1/views/calls?after=2&limit=2")
      #expect(second.body.contains(#""call":"3""#))
      #expect(second.header("link") == nil)
    }
  }

  @Test("one row has an address")
  func row() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let reply = try await client.get("/v1/views/queues/sales")
      #expect(reply.body.hasPrefix(#"{"queue":"sales""#))
      let tag = try #require(reply.header("etag"))
      let same = try await client.get("/v1/views/queues/sales", [("if-none-match", tag)])
      #expect(same.status == 304)
      #expect(try await client.get("/v1/views/queues/none").status == 404)
    }
  }

  @Test("a call that was abandoned is listed until its customer is reached, and its stream says so")
  func abandonedCalls() async throws {
    try await TestServer.with { server in
      let pbx = try server.client(.integration, source: "pbx-1")
      @Sendable func report(_ type: String, _ call: Int, _ data: String) async throws {
        let event = #"{"type":"call.\#(type)","stream":"call/\#(call)","data":\#(data)}"#
        #expect(try await pbx.post("/v1/events", event).status < 300)
      }
      let customer = #"{"customer":"k1","method":"pin"}"#
      try await server.appendCalls(1...2)
      try await report("identified", 1, customer)
      for call in 1...2 { try await report("abandoned", call, #"{"phase":"queue"}"#) }
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let list = try await client.get("/v1/views/abandoned-calls")
      #expect(list.body.contains(#""call":"1","queue":"sales","customer":"k1","receivedAt":"#))
      #expect(list.body.contains(#""call":"2","queue":"sales","receivedAt":"#))
      var hasAppended = false
      let blocks = try await client.follow("/v1/views/abandoned-calls") { blocks in
        if !hasAppended, blocks.has("caught-up") {
          hasAppended = true
          Task {
            try await server.appendCalls(3...3)
            try await report("identified", 3, customer)
            try await report("answered", 3, #"{"agent":"anna"}"#)
          }
        }
        return blocks.has("row")
      }
      let row = try #require(blocks.first { $0.event == "row" })
      #expect(row.data?.contains(#""value":null,"position":11,"#) == true)
      let rest = try await client.get("/v1/views/abandoned-calls")
      #expect(!rest.body.contains("k1") && rest.body.contains(#""call":"2""#))
    }
  }

  @Test("what a switch reports and can hardly be is listed and counted, in pages and streams")
  func anomalies() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let pbx = try server.client(.integration, source: "pbx-1")
      for call in 1...2 {
        let answer =
          #"{"type":"call.answered","stream":"call/\#(call)","data":{"agent":"anna"}}"#
        #expect(try await pbx.post("/v1/events", answer).status < 300)
      }
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let list = try await client.get("/v1/views/anomalies")
      #expect(list.body.contains(#""kind":"overlapping_service","position":6,"#))
      #expect(list.body.contains(#""call":"2","agent":"anna","otherCall":"1"}"#))
      let count = try await client.get("/v1/views/anomaly-counts/overlapping_service")
      #expect(count.body == #"{"kind":"overlapping_service","count":1,"lastPosition":6}"#)
      let blocks = try await client.follow("/v1/views/anomalies") { $0.has("caught-up") }
      #expect(blocks.contains { $0.data?.contains(#""otherCall":"1""#) == true })
    }
  }

  @Test("a read that waits in vain for its position says where the views stand")
  func notReached() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let reply = try await client.get(
        "/v1/views/queues?min-position=5", [("prefer", "wait=0")])
      #expect(reply.status == 503)
      #expect(reply.header("retry-after") == "1")
      #expect(reply.body.contains("position-not-reached"))
      #expect(try await client.get("/v1/views/queues?min-position=x").status == 400)
    }
  }

  @Test("a live view is a snapshot, a mark, and the rows that change")
  func live() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      var hasAppended = false
      let blocks = try await client.follow("/v1/views/queues") { blocks in
        if !hasAppended, blocks.has("caught-up") {
          hasAppended = true
          Task { try await server.appendCalls(2...2, queue: "help") }
        }
        return blocks.contains { $0.data?.contains(#""key":"help""#) == true }
      }
      let snapshot = try #require(blocks.first { $0.event == "snapshot" })
      #expect(snapshot.id == server.cursor(2))
      #expect(snapshot.data?.hasPrefix(#"{"position":2,"rows":[{"key":"sales","value":{"#) == true)
      #expect(snapshot.data?.hasSuffix(#"],"more":false}"#) == true)
      let row = try #require(blocks.first { $0.data?.contains(#""key":"help""#) == true })
      #expect(row.event == "row")
      #expect(row.data?.contains(#","prev":"#) == true)
    }
  }

  @Test("a resumed view gets the rows changed since, and no snapshot")
  func resumed() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      try await server.appendCalls(2...2, queue: "help")
      try await server.viewsAtHead(client)
      let blocks = try await client.follow(
        "/v1/views/queues?mode=coalesce", [("last-event-id", server.cursor(2))]
      ) { $0.has("caught-up") }
      #expect(!blocks.has("snapshot"))
      let rows = blocks.filter { $0.event == "row" }
      #expect(rows.count == 1)
      #expect(rows[0].data?.hasPrefix(#"{"key":"help","value":{"#) == true)
      #expect(rows[0].data?.contains("prev") == false)
      #expect(rows[0].id == server.cursor(4))
    }
  }

  @Test("a cursor of another log, or ahead of this one, is reset and a snapshot follows")
  func reset() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      for cursor in ["0000000000000001.00000000000000000001", server.cursor(99)] {
        let blocks = try await client.follow(
          "/v1/views/queues", [("last-event-id", cursor)]
        ) { $0.has("snapshot") }
        let reset = try #require(blocks.firstIndex { $0.event == "reset" })
        #expect(blocks[reset].data?.contains(#""epoch":"0000000000000abc""#) == true)
        #expect(blocks[reset + 1].event == "snapshot")
      }
      let reply = try await client.get(
        "/v1/views/queues", [("accept", "text/event-stream"), ("last-event-id", "x")])
      #expect(reply.status == 400)
    }
  }
}
