import ContactCenter
import CustomerKeys
import Engine
import EventLog
import HTTP2Server
import Logging
import NIOCore
import Synchronization

@testable import API

/// A server on a free port of the loopback, over a log in memory.
final class TestServer: Sendable {
  let log: InMemoryEventLog
  let engine: Engine
  let server: HTTP2Server
  let address: SocketAddress
  private let following: Task<Void, Never>

  /// Starts a server, lends it to `body`, and stops it.
  ///
  /// - Parameters:
  ///   - log: that of an earlier server, as after a restart; nil is an empty one.
  ///   - state: likewise.
  ///   - workers: those of the handler; nil are threads.
  static func with(
    settings: APISettings = APISettings(), log: InMemoryEventLog? = nil,
    state: any StateStore = InMemoryStateStore(), workers: Workers? = nil,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let server = try await TestServer(
      settings: settings, log: log, state: state, workers: workers)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private init(
    settings: APISettings, log: InMemoryEventLog?, state: any StateStore, workers: Workers?
  ) async throws {
    let clock = ManualClock()
    let log = log ?? InMemoryEventLog(epoch: Epoch(bits: 0xabc), clock: { clock.now })
    self.log = log
    engine = try Engine(
      stores: EngineStores(
        log: log, views: InMemoryViewStore(), keys: InMemoryKeyStore(),
        state: state),
      calendar: .utc, clock: { clock.now })
    let engine = engine
    try await engine.projections.open()
    following = Task { await engine.projections.follow() }
    let handler = APIHandler(engine: engine, settings: settings, workers: workers)
    server = HTTP2Server(
      configuration: HTTPServerConfiguration(
        listeners: [.tcp(host: "127.0.0.1", port: 0, tls: nil)], loopCount: 1),
      handler: handler, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    handler.attach(to: server)
    address = try await server.start()[0]
  }

  private func stop() async {
    following.cancel()
    await server.shutdown(grace: .milliseconds(0))
  }

  /// A client with a fresh token of a role.
  func client(_ role: Role, source: String = "", name: String? = nil) throws -> TestClient {
    let token = try engine.tokens.grant(
      name: name ?? role.rawValue, role: role, source: source, at: 0)
    return TestClient(address: address, token: token)
  }

  /// A client without a token.
  var stranger: TestClient { TestClient(address: address) }

  /// The text of a cursor of this log.
  func cursor(_ position: UInt64) -> String {
    Cursor(epoch: log.epoch, position: position).description
  }
}

/// A clock that stands where it is put: 2026-11-22T09:00:00Z at first.
final class ManualClock: Sendable {
  private let time = Atomic<Int64>(1_795_338_000_000)

  var now: Int64 { time.load(ordering: .relaxed) }
}
