import Engine
import EventLog
import Testing

@testable import API

@Suite("Following the log over HTTP", .timeLimit(.minutes(2)))
struct LiveEventsTests {
  @Test("an empty log is caught up with at once, with a heartbeat")
  func emptyLog() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let blocks = try await client.follow("/v1/events") { $0.has("heartbeat") }
      #expect(blocks[0].retry != nil)
      #expect(blocks[1].event == "caught-up")
      #expect(blocks[1].id == server.cursor(0))
      #expect(blocks[2].data == #"{"head":0,"time":"2026-11-22T09:00:00.000Z"}"#)
    }
  }

  @Test("history comes first, then a mark, then what is new, each with the one before it")
  func catchUpThenLive() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      var hasAppended = false
      let blocks = try await client.follow("/v1/events") { blocks in
        if !hasAppended, blocks.has("caught-up") {
          hasAppended = true
          Task { try await server.appendCalls(3...3) }
        }
        return blocks.eventIDs.count == 6
      }
      #expect(blocks.eventIDs == (1...6).map { server.cursor($0) })
      #expect(blocks.firstIndex { $0.event == "caught-up" } == 5)
      for (index, block) in blocks.filter({ $0.event?.contains(".") == true }).enumerated() {
        let previous = String(repeating: "0", count: 19) + "\(index)"
        #expect(block.data?.hasPrefix(#"{"prev":"\#(previous)","#) == true)
      }
    }
  }

  @Test("Last-Event-ID wins over from")
  func lastEventID() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      let blocks = try await client.follow(
        "/v1/events?from=\(server.cursor(0))", [("last-event-id", server.cursor(3))]
      ) { $0.has("caught-up") }
      #expect(blocks.eventIDs == [server.cursor(4)])
    }
  }

  @Test("a filtered stream names the frames before its own, and where it has caught up")
  func filtered() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      var hasAppended = false
      let blocks = try await client.follow("/v1/events?type=call.queued") { blocks in
        if !hasAppended, blocks.has("caught-up") {
          hasAppended = true
          Task { try await server.appendCalls(3...3) }
        }
        return blocks.eventIDs.count == 3
      }
      #expect(blocks.eventIDs == [2, 4, 6].map { server.cursor($0) })
      let frames = blocks.filter { $0.event == "call.queued" }.compactMap(\.data)
      let previous = ["0", "2", "4"].map { String(repeating: "0", count: 19) + $0 }
      #expect(zip(frames, previous).allSatisfy { $0.hasPrefix(#"{"prev":"\#($1)","#) })
      #expect(blocks.first { $0.event == "caught-up" }?.id == server.cursor(4))
    }
  }

  @Test("a stream that does not follow ends when it has caught up")
  func notFollowing() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      let blocks = try await client.follow("/v1/events?follow=false") { _ in false }
      #expect(blocks.eventIDs.count == 4)
      #expect(blocks.last?.event == "caught-up")
    }
  }

  @Test("an event stream is neither kept nor collected on its way")
  func headers() async throws {
    try await TestServer.with { server in
      let client = try server.client(.wallboard)
      let reply = try await client.get(
        "/v1/events?follow=false", [("accept", "text/event-stream")])
      #expect(reply.header("content-type") == "text/event-stream; charset=utf-8")
      #expect(reply.header("cache-control") == "no-store")
      #expect(reply.header("x-accel-buffering") == "no")
    }
  }

  @Test("lines may be followed too")
  func followedLines() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      let reply = try await client.get(
        "/v1/events?follow=true&limit=3", [("accept", "application/x-ndjson")])
      #expect(reply.body.split(separator: "\n").count == 3)
    }
  }

  @Test("while all readers wait for the disk new events are sent all the same, and reports made")
  func busyReaders() async throws {
    let busy = Workers(isInline: false) { _ in }
    try await TestServer.with(workers: busy) { server in
      let client = try server.client(.supervisor)
      var hasAppended = false
      let blocks = try await client.follow("/v1/events") { blocks in
        if !hasAppended, blocks.has("caught-up") {
          hasAppended = true
          Task { try await server.appendCalls(1...1) }
        }
        return blocks.eventIDs.count == 2
      }
      #expect(blocks.eventIDs == (1...2).map { server.cursor($0) })
      #expect(try await client.get("/v1/reports/queues").status == 200)
    }
  }

  @Test("subscribers beyond the bound are told to come back")
  func bound() async throws {
    var settings = APISettings()
    settings.subscribersMax = 0
    try await TestServer.with(settings: settings) { server in
      let client = try server.client(.wallboard)
      let reply = try await client.get("/v1/events", [("accept", "text/event-stream")])
      #expect(reply.status == 503)
      #expect(reply.header("retry-after") != nil)
    }
  }
}
