import Foundation
import Testing

/// A log in two files, imported by two runs of the program.
@Suite("A rotated queue_log through the program", .timeLimit(.minutes(5)))
struct RotatedImportTests {
  private static let lines = [
    "1700000000|1.1|q|NONE|ENTERQUEUE||555|1", "1700000001|REALTIME|q|SIP/1|ADDMEMBER|",
    "1700000005|1.1|q|SIP/1|CONNECT|5|b|2", "1700000006|1.2|q|NONE|ENTERQUEUE||556|1",
    "1700000008|1.3|r|NONE|ENTERQUEUE||557|1", "1700000009|1.1|q|SIP/1|BLINDTRANSFER|9|x|5|4|1",
    "1700000010|REALTIME|r|SIP/1|ADDMEMBER|", "1700000012|1.1|r|NONE|ENTERQUEUE||555|1",
    "1700000015|1.2|q|SIP/1|CONNECT|9|b|2", "1700000016|REALTIME|q|SIP/1|REMOVEMEMBER|",
    "1700000020|NONE|NONE|NONE|QUEUESTART|", "1700000031|1.4|q|NONE|ENTERQUEUE||555|1",
  ]

  @Test("into a folder, two runs give the report and the events of one")
  func offline() async throws {
    let whole = try await outcome([Self.lines[...]]) { ["--data", $0.path] }
    for cut in [1, 4, 6, 8, 10, 11] {
      let parts = try await outcome([Self.lines[..<cut], Self.lines[cut...]]) {
        ["--data", $0.path]
      }
      #expect(parts == whole, "cut after line \(cut)")
    }
  }

  @Test("through a server likewise, and again from the beginning adds nothing")
  func served() async throws {
    let whole = try await outcome([Self.lines[...]]) { ["--data", $0.path] }
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let grant = try await Program.succeed([
        "access", "grant", "--role", "integration", "--source", "asterisk", "--data", folder.path,
      ])
      let token = try #require(grant.split(whereSeparator: \.isWhitespace).last.map(String.init))
      let target = ["--url", "http://127.0.0.1:\(server.port)", "--token", token]
      for files in [[Self.lines[..<8], Self.lines[8...]], [Self.lines[...]]] {
        let parts = try await outcome(files, in: folder) { _ in target }
        #expect(parts == whole)
      }
      #expect(await server.stop() == 0)
    }
  }

  private func outcome(
    _ files: [ArraySlice<String>], target: (URL) -> [String]
  ) async throws -> [String] {
    var outcome: [String] = []
    try await withFolder { outcome = try await self.outcome(files, in: $0, target: target) }
    return outcome
  }

  /// The reports and the number of events after an import of the files, each by a run of its own.
  private func outcome(
    _ files: [ArraySlice<String>], in folder: URL, target: (URL) -> [String]
  ) async throws -> [String] {
    for lines in files {
      let file = folder.deletingLastPathComponent().appending(path: "queue_log")
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
      _ = try await Program.succeed(
        ["import", "asterisk-queue-log", file.path] + target(folder))
    }
    let data = ["--data", folder.path]
    let types = ["call", "agent", "queue"].flatMap { ["--type", "\($0).*"] }
    let events = try await Program.succeed(["events"] + types + data).split(separator: "\n").count
    let reports = try await ["queues", "agents"].asyncMap {
      try await Program.succeed(["report", $0, "--format", "json", "--zone", "UTC"] + data)
    }
    return reports + ["\(events)"]
  }
}

extension [String] {
  fileprivate func asyncMap(_ body: (String) async throws -> String) async throws -> [String] {
    var results: [String] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
