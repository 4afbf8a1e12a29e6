import Engine
import EventCodec
import Foundation
import HTTP2Server
import Testing

@testable import API

@Suite("AsyncAPI and the streams", .timeLimit(.minutes(2)))
struct StreamDescriptionTests {
  @Test("every channel is a route of the table")
  func routes() throws {
    let channels = try #require(try document()["channels"] as? [String: [String: Any]])
    let table = Set(Routes.table.filter { $0.method == .get }.map(\.pattern.text))
    for channel in channels.values {
      #expect(table.contains(try #require(channel["address"] as? String)))
    }
  }

  @Test("it is served without a token, as it stands in Schemas")
  func served() async throws {
    try await TestServer.with { server in
      let reply = try await server.stranger.get("/asyncapi.json")
      #expect(reply.status == 200)
      #expect(reply.header("content-type") == "application/vnd.aai.asyncapi+json")
      #expect(Array(reply.body.utf8) == (try bytes()))
      #expect(try await server.stranger.get("/schemas/asyncapi.json").body == reply.body)
    }
  }

  @Test("every frame of the log's stream and of a view's is one of their channel's messages")
  func frames() async throws {
    let document = try document()
    try await TestServer.with { server in
      try await server.appendCalls(1...2)
      let client = try server.client(.wallboard)
      try await server.viewsAtHead(client)
      let log = try await client.follow("/v1/events") { $0.has("heartbeat") }
      let view = try await client.follow("/v1/views/calls") {
        $0.has("heartbeat") && $0.has("caught-up")
      }
      let gone = [("last-event-id", "0000000000000def.00000000000000000001")]
      let reset = try await client.follow("/v1/views/calls", gone) { $0.has("caught-up") }
      let resumed = [("last-event-id", server.cursor(2))]
      let rows = try await client.follow("/v1/views/calls", resumed) { $0.has("caught-up") }
      try check(log, of: "log", document, wanted: ["call.received", "call.queued", "caught-up"])
      try check(view, of: "view", document, wanted: ["snapshot", "caught-up"])
      try check(reset, of: "view", document, wanted: ["reset", "snapshot"])
      try check(rows, of: "view", document, wanted: [])
    }
  }

  private func check(
    _ blocks: [EventBlock], of channel: String, _ document: [String: Any], wanted: Set<String>
  ) throws {
    var seen: Set<String> = []
    for block in blocks {
      guard let name = block.event, let data = block.data else { continue }
      seen.insert(name)
      let known = try object("channels/\(channel)/messages", in: document).keys
      let id = try #require([name, "\(channel).\(name)"].first { known.contains($0) }, "\(name)")
      var payload = try object("components/messages/\(id)/payload", in: document)
      if payload["allOf"] != nil {
        payload = try object("components/schemas/LogFrame", in: document)
      }
      let frame = try #require(
        try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
      let allowed = try #require(payload["properties"] as? [String: Any])
      let required = try #require(payload["required"] as? [String])
      #expect(Set(frame.keys).subtracting(allowed.keys) == [], "\(id)")
      #expect(Set(required).subtracting(frame.keys) == [], "\(id)")
    }
    #expect(wanted.subtracting(seen) == [])
  }

  private func bytes() throws -> [UInt8] {
    try #require(SchemaWriter.files().first { $0.path == "asyncapi.json" }).bytes
  }

  private func document() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(try bytes())) as? [String: Any])
  }

  private func object(_ path: String, in document: [String: Any]) throws -> [String: Any] {
    var value: Any = document
    for name in path.split(separator: "/") {
      value = try #require((value as? [String: Any])?[String(name)], "\(path) leads nowhere")
    }
    return try #require(value as? [String: Any])
  }
}
