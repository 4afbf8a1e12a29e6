import Foundation
import Testing

@Suite("Consumers on the command line", .timeLimit(.minutes(5)))
struct ConsumerCommandTests {
  @Test("a consumer outlives the death of the server, and its reader gets exactly the rest")
  func durable() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      for call in ["a", "b", "c"] {
        _ = try await Program.succeed(
          ["append", "call.received", "--stream", "call/\(call)"] + target)
      }
      _ = try await Program.succeed(["consumers", "set", "billing", "1"] + target)
      await server.kill()
      let rest = try await Program.succeed(["events", "--consumer", "billing"] + target)
      #expect(Self.calls(rest) == ["b", "c"])
      let again = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let served = try await Program.succeed(["events", "--consumer", "billing"] + target)
      #expect(served == rest)
      _ = try await Program.succeed(["consumers", "set", "billing", "3"] + target)
      #expect(try await Program.succeed(["events", "--consumer", "billing"] + target).isEmpty)
      let back = try await Program.run(["consumers", "set", "billing", "2"] + target)
      #expect(back.status == 1)
      #expect(back.errors.contains("409"))
      _ = try await Program.succeed(["consumers", "set", "billing", "2", "--rewind"] + target)
      #expect(await again.stop() == 0)
      #expect(try await Program.succeed(["consumers", "list"] + target).contains("billing"))
      _ = try await Program.succeed(["consumers", "remove", "billing"] + target)
      let gone = try await Program.run(["consumers", "remove", "billing"] + target)
      #expect(gone.errors.contains("there is no consumer billing"))
    }
  }

  private static func calls(_ lines: String) -> [String] {
    lines.matches(of: /"subject":"call\/([a-z]+)"/).map { String($0.1) }
  }
}
