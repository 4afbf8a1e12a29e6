import Engine
import EventLog
import HTTP2Server
import Testing

@testable import API

@Suite("Read your writes", .timeLimit(.minutes(2)))
struct ReadYourWritesTests {
  /// Every address that reads the log, a view or a report.
  private static let reads: [(path: String, accept: String)] = [
    ("/v1/events", "application/json"), ("/v1/events", "application/x-ndjson"),
    ("/v1/events", "text/event-stream"), ("/v1/events/1", "*/*"), ("/v1/streams/call/1", "*/*"),
    ("/v1/views/queues", "application/json"), ("/v1/views/queues", "text/event-stream"),
    ("/v1/views/calls/1", "*/*"), ("/v1/reports/queues", "application/json"),
    ("/v1/reports/agents", "text/csv"),
  ]

  @Test(
    "a read that waits in vain is told so at once, with a time to come again", arguments: Self.reads
  )
  func notReached(path: String, accept: String) async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      let reply = try await client.get(
        "\(path)?min-position=3", [("accept", accept), ("prefer", "wait=0")])
      #expect(reply.status == 503)
      #expect(reply.header("retry-after") == "1")
      #expect(reply.header("content-type") == "application/problem+json")
      #expect(reply.body.contains("urn:switchboard:problem:position-not-reached"))
      #expect(reply.body.contains(#""minPosition":3}"#))
    }
  }

  @Test("a read waits for the append that it wants to see", arguments: Self.reads)
  func waits(path: String, accept: String) async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...1)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let headers = [("accept", accept), ("prefer", "respond-async, wait=30")]
      let address = "\(path)?min-position=\(server.cursor(4))"
      if accept == "text/event-stream" {
        async let blocks = client.follow(address, headers) { $0.has("caught-up") }
        try await server.appendCalls(2...2)
        #expect(try await blocks.last { $0.event == "caught-up" }?.id == server.cursor(4))
      } else {
        async let reply = client.get(address, headers)
        try await server.appendCalls(2...2)
        #expect(try await reply.status == 200)
      }
    }
  }

  @Test("what was acknowledged is in the page, the row and the report that are asked for with it")
  func seen() async throws {
    try await TestServer.with { server in
      let client = try server.client(.supervisor)
      for call in 1...20 {
        try await server.appendCalls(call...call)
        let position = call * 2
        let query = "min-position=\(position)"
        let row = try await client.get("/v1/views/calls/\(call)?\(query)")
        #expect(row.status == 200)
        let page = try await client.get("/v1/events?from=\(position - 1)&\(query)")
        #expect(page.body.contains(Cursor.digits(UInt64(position))))
        let stream = try await client.get("/v1/streams/call/\(call)?\(query)")
        #expect(stream.body.hasPrefix(#"{"stream":"call/\#(call)","version":2,"#))
        let report = try await client.get("/v1/reports/queues?\(query)", [("accept", "text/csv")])
        #expect(report.body.contains("sales,"))
        #expect(report.body.contains(",\(call),"))
      }
    }
  }

  @Test(
    "a place of another log, or none at all, is refused where it stands",
    arguments: ["x", "-1", "", "0000000000000def.00000000000000000001"])
  func malformed(text: String) async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      for (path, _) in Self.reads {
        let reply = try await client.get("\(path)?min-position=\(text)")
        #expect(reply.status == 400, "\(path)")
        #expect(reply.body.contains(#""parameter":"min-position""#), "\(path)")
      }
    }
  }

  @Test(
    "the time to wait is read among other preferences, and bounded",
    arguments: [
      (nil, nil), ("wait=7", 7), ("respond-async, wait=7", 7), ("Wait = 7; x", 7),
      ("wait=\"7\"", 7), ("wait=100000", 60), ("wait=-1", nil), ("wait=x", nil), ("", nil),
      ("wait=99999999999999999999", nil),
    ] as [(String?, Int?)])
  func preference(header: String?, seconds: Int?) {
    #expect(MinimumPosition.preferredWait(header) == seconds)
  }
}
