import Foundation
import TestSupport
import Testing

/// A program that prints the log's events, one a line, for as long as the test lets it.
final class Follower {
  /// What follows: the examples, and the command line.
  enum Kind: String, CaseIterable, Sendable {
    case curl = "deploy/examples/follow.sh"
    case python = "deploy/examples/follow.py"
    case command = "switchboard events --follow"
  }

  private let process = Process()
  private var lines: AsyncStream<Data>.Iterator

  init(_ kind: Kind, of server: ServerProcess, folder: URL, token: String) throws {
    let url = "https://127.0.0.1:\(server.port)"
    let certificate = folder.appending(path: "tls-certificate.pem").path
    let example = packageFolder.appending(path: kind.rawValue).path
    switch kind {
    case .curl:
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["bash", example, url]
    case .python:
      process.executableURL = URL(filePath: try #require(Self.python))
      process.arguments = [example, url]
    case .command:
      process.executableURL = ServerProcess.executable
      process.arguments = ["events", "--url", url, "--follow", "--tls-trust", certificate]
    }
    process.environment = ProcessInfo.processInfo.environment.merging([
      "SWITCHBOARD_TOKEN": token, "SWITCHBOARD_CA": certificate,
    ]) { _, ours in ours }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    lines =
      PipeMessages.stream(from: output.fileHandleForReading, endingIn: UInt8(ascii: "\n"))
      .makeAsyncIterator()
    try process.run()
  }

  /// Lets go of it.
  func stop() {
    process.terminate()
  }

  /// A line of it.
  struct Line: Decodable {
    var sequence: String
    var subject: String
    /// The command line leaves it out: it has been checked.
    var prev: String?
  }

  /// The lines that come, up to one that is wanted.
  func read(until isWanted: (Line) -> Bool) async throws -> [Line] {
    var read: [Line] = []
    while let bytes = await lines.next(isolation: #isolation) {
      read.append(try JSONDecoder().decode(Line.self, from: bytes))
      if read.last.map(isWanted) == true { return read }
    }
    Issue.record("it ended after \(read.count) lines")
    return read
  }

  /// A Python that has what the example needs, or nil.
  static let python: String? = {
    ["/usr/bin/python3", "/usr/local/bin/python3"].first { path in
      guard FileManager.default.isExecutableFile(atPath: path) else { return false }
      let process = Process()
      process.executableURL = URL(filePath: path)
      process.arguments = ["-c", "import httpx, h2"]
      process.standardError = FileHandle.nullDevice
      // What cannot be started has nothing.
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()
}
