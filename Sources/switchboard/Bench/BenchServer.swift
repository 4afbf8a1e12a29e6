internal import API
internal import Engine
internal import EventLog
internal import Foundation
internal import HTTP2Server
internal import LMDBStorage
internal import Logging
internal import NIOCore

/// A server of a folder on loopback, in this process, with its own token, for a bench to drive.
struct BenchServer {
  let installation: LocalInstallation
  let server: HTTP2Server
  let port: Int
  let token: String

  /// Starts a server in a folder, made if missing.
  static func start(folder: String) async throws -> BenchServer {
    let installation = try LocalInstallation.openForWriting(folder)
    try await installation.catchUp()
    let engine = installation.engine
    let api = APIHandler(engine: engine)
    var logger = Logger(label: "bench")
    logger.logLevel = .warning
    let server = HTTP2Server(
      configuration: HTTPServerConfiguration(
        listeners: [.tcp(host: "127.0.0.1", port: 0, tls: nil)]),
      handler: api, logger: logger)
    api.attach(to: server)
    let addresses = try await server.start()
    let token = try engine.tokens.grant(
      name: "bench", role: .integration, source: "bench", at: wallClock())
    return BenchServer(
      installation: installation, server: server, port: addresses[0].port ?? 0, token: token)
  }

  func stop() async throws {
    await server.shutdown(grace: .seconds(5))
    try installation.engine.tokens.revoke(name: "bench")
    try installation.storage.close()
  }

  /// The fields that every request begins with.
  func fields(_ method: String, _ path: String) -> [(String, String)] {
    [
      (":method", method), (":scheme", "http"), (":path", path),
      (":authority", "127.0.0.1:\(port)"), ("authorization", "Bearer \(token)"),
    ]
  }
}
