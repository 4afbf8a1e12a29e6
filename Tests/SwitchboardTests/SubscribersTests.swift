import Foundation
import TestSupport
import Testing

@Suite("Subscribers of a running server", .serialized, .timeLimit(.minutes(10)))
struct SubscribersTests {
  @Test("filtered streams and views go on exactly across two kill -9 and restarts")
  func acrossKills() async throws {
    try await withFolder { folder in
      let demo = ["--demo", "--demo-rate", "20000"]
      var server = try await ServerProcess(folder: folder, arguments: demo)
      let port = server.port
      let token = try #require(server.address.fragment?.split(separator: "=").last).description
      var calls = Subscriber(path: "/v1/events?from=0&type=call.*")
      var others = [
        "/v1/events?from=0&type=call.queued&type=agent.*", "/v1/views/queues?mode=every",
        "/v1/views/agents?mode=coalesce",
      ].map(Subscriber.init)
      for _ in 1...2 {
        let waiting = others
        async let following = Self.following(waiting, port, token)
        calls = try await calls.following(port: port, token: token, until: .events(150))
        await server.kill()
        others = try await following
        server = try await ServerProcess(folder: folder, port: port, arguments: demo)
      }
      #expect(await server.stop() == 0)
      // Nothing happens any more, so that everybody can come to the same end.
      server = try await ServerProcess(folder: folder, port: port)
      for (index, subscriber) in ([calls] + others).enumerated() {
        let ended = try await subscriber.following(port: port, token: token, until: .caughtUp)
        if index == 0 { calls = ended } else { others[index - 1] = ended }
      }
      try await Self.check(calls, against: ["--type", "call.*"], folder)
      try await Self.check(
        others[0], against: ["--type", "call.queued", "--type", "agent.*"], folder)
      try await Self.check(others[1], against: "queues", folder)
      try await Self.check(others[2], against: "agents", folder)
      #expect(await server.stop() == 0)
    }
  }

  private static func following(
    _ subscribers: [Subscriber], _ port: Int, _ token: String
  ) async throws -> [Subscriber] {
    try await withThrowingTaskGroup(of: (Int, Subscriber).self) { group in
      for (index, subscriber) in subscribers.enumerated() {
        group.addTask {
          (
            index,
            try await subscriber.following(port: port, token: token, until: .connectionLost)
          )
        }
      }
      var found = subscribers
      for try await (index, subscriber) in group { found[index] = subscriber }
      return found
    }
  }

  /// A subscriber to the log has exactly the events that the log holds for it.
  private static func check(
    _ subscriber: Subscriber, against filter: [String], _ folder: URL
  ) async throws {
    struct Line: Decodable {
      var sequence: String
    }
    let output = try await Program.succeed(["events", "--data", folder.path] + filter)
    let wanted = try output.split(separator: "\n").map { line in
      UInt64(try JSONDecoder().decode(Line.self, from: Data(line.utf8)).sequence)
    }
    try #require(!wanted.isEmpty)
    #expect(subscriber.positions == wanted.compactMap(\.self), "\(subscriber.path)")
    #expect(subscriber.isChained, "\(subscriber.path)")
  }

  /// A subscriber to a view holds the rows that the view has.
  private static func check(
    _ subscriber: Subscriber, against view: String, _ folder: URL
  ) async throws {
    let output = try await Program.succeed(
      ["view", view, "--data", folder.path, "--limit", "10000", "--format", "json"])
    let page = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let rows = try (page?["rows"] as? [Any] ?? []).map(Subscriber.plain)
    try #require(!rows.isEmpty)
    #expect(subscriber.rows.values.sorted() == rows.sorted(), "\(subscriber.path)")
    #expect(subscriber.frames["snapshot", default: 0] > 0)
  }
}
