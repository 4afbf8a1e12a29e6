import Foundation
import Testing

/// A program of this machine that tests run as a real client.
struct Tool {
  /// What a run gave.
  struct Output: Sendable {
    var status: Int32
    var text: String
    var errors: String
  }

  let path: String

  /// Finds a program.
  init?(_ name: String) {
    let folders =
      (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
      .split(separator: ":") + ["/usr/sbin"]
    guard
      let path = folders.map({ "\($0)/\(name)" })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else { return nil }
    self.path = path
  }

  /// Runs it to its end.
  func run(_ arguments: [String], input: Data? = nil) async throws -> Output {
    let path = path
    return try await TestServer.blocking {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer {
        // What cannot be removed is left to the system's own cleaning of temporary files.
        try? FileManager.default.removeItem(at: folder)
      }
      let names = ["in", "out", "err"].map { folder.appending(path: $0) }
      for name in names {
        try (name.lastPathComponent == "in" ? input ?? Data() : Data()).write(to: name)
      }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: names[0])
      process.standardOutput = try FileHandle(forWritingTo: names[1])
      process.standardError = try FileHandle(forWritingTo: names[2])
      try process.run()
      process.waitUntilExit()
      return Output(
        status: process.terminationStatus,
        text: String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self))
    }
  }
}
