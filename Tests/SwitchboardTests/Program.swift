import Foundation
import Testing

/// The program run to its end: what it wrote, and its exit code.
struct Program {
  let status: Int32
  let output: String
  let errors: String

  /// Runs `switchboard` with arguments.
  ///
  /// - Parameter file: takes the output instead of a file that is read again.
  static func run(_ arguments: [String], writingTo file: String? = nil) async throws -> Program {
    let folder = FileManager.default.temporaryDirectory
    let paths = ["out", "err"].map { folder.appending(path: "\(UUID().uuidString).\($0)") }
    for path in paths { try Data().write(to: path) }
    defer {
      // What stays behind are temporary files.
      for path in paths { try? FileManager.default.removeItem(at: path) }
    }
    let process = Process()
    process.executableURL = ServerProcess.executable
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let output = file.map { URL(filePath: $0) } ?? paths[0]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: paths[1])
    let (ended, end) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    for await _ in ended {}
    let texts = try paths.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Program(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  /// Runs it and expects exit code 0.
  static func succeed(_ arguments: [String]) async throws -> String {
    let program = try await run(arguments)
    try #require(program.status == 0, "\(arguments): \(program.errors)")
    return program.output
  }

  /// Runs it and decodes the JSON that it prints.
  static func json<Value: Decodable>(
    _ type: Value.Type, _ arguments: [String]
  ) async throws -> Value {
    let output = try await succeed(arguments + ["--format", "json"])
    return try JSONDecoder().decode(type, from: Data(output.utf8))
  }
}

/// Lends a temporary folder.
func withFolder(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "switchboard-\(UUID().uuidString)")
  defer {
    // What stays behind is a temporary folder.
    try? FileManager.default.removeItem(at: folder)
  }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try await body(folder.appending(path: "data"))
}

/// The folder of the package.
let packageFolder = URL(filePath: #filePath).resolvingSymlinksInPath()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The real logs beside the project, where they are.
let sharedData: URL? = {
  let folder =
    ProcessInfo.processInfo.environment["SWITCHBOARD_SHARED_DATA"].map { URL(filePath: $0) }
    ?? packageFolder.deletingLastPathComponent().appending(path: "shared/data")
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()
