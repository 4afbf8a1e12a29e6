import Foundation
import TestSupport
import Testing

@Suite("The live stream of a running server", .serialized, .timeLimit(.minutes(10)))
struct LiveStreamTests {
  @Test("curl over HTTP/2 follows across a kill -9 and a restart without a gap or a duplicate")
  func acrossKill() async throws {
    try await withFolder { folder in
      let demo = ["--demo", "--demo-rate", "3600"]
      let first = try await ServerProcess(folder: folder, arguments: demo)
      let token = try #require(first.address.fragment?.split(separator: "=").last).description
      let before = try await follow(port: first.port, token, after: nil, count: 400)
      await first.kill()
      let last = try #require(before.last)

      let second = try await ServerProcess(folder: folder, port: first.port, arguments: demo)
      let after = try await follow(port: second.port, token, after: last.cursor, count: 60)
      #expect(await second.stop() == 0)

      let seen = (before + after).map(\.position)
      #expect(seen == Array(1...UInt64(seen.count)), "a gap or a duplicate")
      for (event, next) in zip(before + after, (before + after).dropFirst()) {
        #expect(next.previous == event.position)
      }
    }
  }

  private struct Frame {
    var cursor: String
    var position: UInt64
    var previous: UInt64
  }

  /// Reads that many events with curl and lets go of it.
  private func follow(
    port: Int, _ token: String, after cursor: String?, count: Int
  ) async throws -> [Frame] {
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/env")
    curl.arguments =
      [
        "curl", "-skN", "--http2", "-H", "authorization: Bearer \(token)", "-H",
        "accept: text/event-stream",
      ] + (cursor.map { ["-H", "last-event-id: \($0)"] } ?? [])
      + ["https://127.0.0.1:\(port)/v1/events" + (cursor == nil ? "?from=0" : "")]
    let output = Pipe()
    curl.standardOutput = output
    curl.standardError = FileHandle.nullDevice
    try curl.run()
    defer { curl.terminate() }
    var frames: [Frame] = []
    var cursorLine: String?
    let lines = PipeMessages.stream(
      from: output.fileHandleForReading, endingIn: UInt8(ascii: "\n"))
    for await bytes in lines {
      let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
      if line.hasPrefix("id: ") { cursorLine = String(line.dropFirst(4)) }
      guard line.hasPrefix("data: "), let cursor = cursorLine,
        let frame = Self.frame(line.dropFirst(6), cursor)
      else { continue }
      frames.append(frame)
      cursorLine = nil
      if frames.count == count { break }
    }
    try #require(frames.count == count, "the stream ended after \(frames.count) events")
    return frames
  }

  /// An event's frame, or nil for a mark such as `caught-up`.
  private static func frame(_ json: Substring, _ cursor: String) -> Frame? {
    struct Event: Decodable {
      var prev: String
      var sequence: String
    }
    // Marks have other members.
    guard let event = try? JSONDecoder().decode(Event.self, from: Data(json.utf8)),
      let position = UInt64(event.sequence), let previous = UInt64(event.prev)
    else { return nil }
    return Frame(cursor: cursor, position: position, previous: previous)
  }
}
