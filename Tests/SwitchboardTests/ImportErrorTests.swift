import Foundation
import Testing

@Suite("Files that cannot be imported", .timeLimit(.minutes(5)))
struct ImportErrorTests {
  private static let mapping = packageFolder.appending(path: "deploy/mappings/anonymous-bank.yaml")

  @Test("a text that is no queue_log is refused with what it should be, before a folder is made")
  func noQueueLog() async throws {
    try await withFolder { data in
      let file = data.deletingLastPathComponent().appending(path: "notes")
      try Data("name,number\nada,17\n".utf8).write(to: file)
      let refused = try await Program.run(
        ["import", "asterisk-queue-log", file.path, "--data", data.path])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("import calls"), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: data.path))
    }
  }

  @Test(
    "a file that is no text, or no file, is refused with what to do, before a folder is made",
    arguments: [
      ([0x1F, 0x8B, 0x08, 0x00, 0x0A, 0x0A], "gunzip -c"), ([0xFF, 0xFE, 0x31, 0x00], "iconv"),
      (nil, "it is a folder"),
    ] as [([UInt8]?, String)])
  func foreign(bytes: [UInt8]?, advice: String) async throws {
    try await withFolder { data in
      let file = data.deletingLastPathComponent().appending(path: "log")
      if let bytes {
        try Data(bytes).write(to: file)
      } else {
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
      }
      let importers = [
        ["asterisk-queue-log", file.path],
        ["calls", file.path, "--mapping", Self.mapping.path],
      ]
      for importer in importers {
        let refused = try await Program.run(["import"] + importer + ["--data", data.path])
        #expect(refused.status == 1)
        #expect(refused.errors.contains(advice), "\(refused.errors)")
        #expect(refused.errors.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: data.path))
      }
    }
  }
}
