internal import Engine
internal import EventLog
internal import Foundation
internal import LMDBStorage

/// `switchboard serve` of a folder as a process of its own, with a token to come in.
struct ServedFolder {
  let process: ChildProcess
  let port: Int
  let token: String
  /// The head of the log when the server started.
  let head: UInt64
  /// From the start of the process until it took connections.
  let startUp: Duration

  /// Starts a server of a folder, made if missing.
  static func start(_ folder: String, isTLS: Bool = false) async throws -> ServedFolder {
    let installation = try LocalInstallation.openForWriting(folder)
    let head = installation.engine.log.head
    let tokens = installation.engine.tokens
    let token = try tokens.grant(
      name: "bench", role: .integration, source: "bench", at: wallClock())
    try installation.storage.close()
    let port = try await ChildProcess.freePort()
    let started = ContinuousClock.now
    let process = try await ChildProcess.start(
      try program(),
      ["serve", "--data", folder, "--listen", "127.0.0.1:\(port)"]
        + (isTLS ? [] : ["--plaintext"]),
      log: folder + "/bench-server.log")
    try await process.accepts(port: port)
    return ServedFolder(
      process: process, port: port, token: token, head: head,
      startUp: ContinuousClock.now - started)
  }

  /// Stops the server as an operator does, and waits until everything is on disk.
  func stop() async {
    await process.stop(within: .seconds(60))
  }

  /// This program; `SWITCHBOARD_BINARY` names another build of it, to be compared.
  private static func program() throws -> String {
    try ProcessInfo.processInfo.environment["SWITCHBOARD_BINARY"]
      ?? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// The fields that every request begins with.
  func fields(_ method: String, _ path: String) -> [(String, String)] {
    [
      (":method", method), (":scheme", "http"), (":path", path),
      (":authority", "127.0.0.1:\(port)"), ("authorization", "Bearer \(token)"),
    ]
  }
}
