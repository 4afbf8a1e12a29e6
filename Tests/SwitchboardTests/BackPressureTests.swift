import Foundation
import SwitchboardClient
import Testing

@Suite("Subscribers that do not read, beside some that do", .serialized, .timeLimit(.minutes(10)))
struct BackPressureTests {
  private static let silentCount = 60
  /// What one of them may cost: a connection's output, two pages of the log, and its objects.
  private static let bytesEach = 1 << 20

  @Test("many that hardly read, and one on a 1 KiB window, cost little memory and stop nobody")
  func bounded() async throws {
    try await withFolder { folder in
      // Many times what one of them may cost.
      _ = try await Program.succeed(["simulate", "--events", "20000", "--data", folder.path])
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let token = try await Program.succeed(
        ["access", "grant", "--role", "admin", "--data", folder.path]
      ).trimmingCharacters(in: .newlines)
      try await Self.readAll(of: server, token, bufferBytes: 256 * 1_024)
      let before = try server.anonymousBytes()

      let silent = (0..<Self.silentCount).compactMap { _ in
        SilentSubscriber(port: server.port, token: token)
      }
      #expect(silent.count == Self.silentCount)
      // Each of them is being served, and stays far behind.
      #expect(silent.allSatisfy { $0.takeByte() })
      let all = try await Self.readAll(of: server, token, bufferBytes: 256 * 1_024)
      let narrow = try await Self.readAll(of: server, token, bufferBytes: 1_024)
      #expect(narrow == all)
      let growth = try server.anonymousBytes() - before
      #expect(all.bytes > 4 * Self.bytesEach, "too little to tell bounded from unbounded")
      #expect(growth < Self.silentCount * Self.bytesEach, "it grew by \(growth) bytes")
      #expect(silent.allSatisfy { $0.takeByte() })
      #expect(await server.stop() == 0)
    }
  }

  private struct Extent: Equatable {
    var last: UInt64 = 0
    var count: UInt64 = 0
    var bytes = 0
  }

  /// Reads the whole log over HTTP/2.
  @discardableResult
  private static func readAll(
    of server: ServerProcess, _ token: String, bufferBytes: Int
  ) async throws -> Extent {
    var configuration = ClientConfiguration()
    configuration.wireProtocol = .http2
    configuration.bufferBytes = bufferBytes
    let client = try SwitchboardClient(
      url: "http://127.0.0.1:\(server.port)", token: token, configuration: configuration)
    var extent = Extent()
    for try await event in client.events(follow: false) {
      extent.last = event.position
      extent.count += 1
      extent.bytes += event.json.bytes.count
    }
    #expect(extent.last == extent.count)
    return extent
  }
}
