import Foundation
import TestSupport
import Testing

/// The program itself, serving a folder, as a process that a test may stop or kill.
final class ServerProcess: Sendable {
  /// The wallboard's address with its token, where the server prints one, else the server's own.
  let address: URL
  private let process: Process
  private let exits: AsyncStream<Void>

  /// The program that this package builds; `SWITCHBOARD_BINARY` names another.
  static let executable: URL = {
    if let named = ProcessInfo.processInfo.environment["SWITCHBOARD_BINARY"] {
      return URL(filePath: named)
    }
    return URL(filePath: ProcessInfo.processInfo.arguments[0])
      .deletingLastPathComponent().appending(path: "switchboard")
  }()

  /// Starts `switchboard serve` and returns once it says where it serves.
  ///
  /// - Parameters:
  ///   - folder: the data folder.
  ///   - port: 0 takes a free one.
  init(folder: URL, port: Int = 0, arguments: [String] = []) async throws {
    let output = Pipe()
    let (exits, exit) = AsyncStream<Void>.makeStream()
    self.exits = exits
    process = Process()
    process.executableURL = Self.executable
    process.arguments =
      ["serve", "--data", folder.path, "--listen", "127.0.0.1:\(port)"] + arguments
    process.standardOutput = output
    process.standardError = try Self.complaints(of: folder)
    process.terminationHandler = { _ in exit.finish() }
    try process.run()
    let wanted = arguments.contains("--demo") ? "Wallboard: " : "Switchboard serves "
    var found: URL?
    let lines = PipeMessages.stream(
      from: output.fileHandleForReading, endingIn: UInt8(ascii: "\n"))
    for await bytes in lines {
      let line = String(decoding: bytes, as: UTF8.self)
      guard line.hasPrefix(wanted) else { continue }
      found = line.split(separator: " ").last.flatMap { URL(string: String($0)) }
      break
    }
    guard let found else {
      let complaint = try String(contentsOf: Self.complaintFile(of: folder), encoding: .utf8)
      throw EndedEarly(complaint: complaint)
    }
    address = found
  }

  /// The server ended before it served; what it said of it.
  struct EndedEarly: Error {
    var complaint: String
  }

  /// Beside the folder, not in it: a backup or a listing of the folder must not see it.
  private static func complaintFile(of folder: URL) -> URL {
    folder.appendingPathExtension("stderr")
  }

  /// What the server writes to its standard error, from its start.
  private static func complaints(of folder: URL) throws -> FileHandle {
    try Data().write(to: complaintFile(of: folder))
    return try FileHandle(forWritingTo: complaintFile(of: folder))
  }

  /// A test that has failed leaves no server behind.
  deinit {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
  }

  /// The port that it listens on.
  var port: Int { address.port ?? 0 }

  /// The memory that it holds for itself, without the files that it has mapped.
  func anonymousBytes() throws -> Int {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = try #require(status.firstMatch(of: #/RssAnon:\s+(\d+) kB/#))
    return try #require(Int(line.1)) * 1_024
  }

  /// Ends the process without a warning, as a power cut would, and waits for its end.
  func kill() async {
    Foundation.kill(process.processIdentifier, SIGKILL)
    await ended()
  }

  /// Asks the process to stop, as Ctrl-C does, waits for its end, and returns its exit code.
  func stop() async -> Int32 {
    process.interrupt()
    await ended()
    return process.terminationStatus
  }

  private func ended() async {
    for await _ in exits {}
  }
}
