import HTTP2Server
import NIOCore
import NIOPosix
import Testing

/// A server on a free port of this machine, for the time of a test.
struct TestServer {
  let server: HTTP2Server
  let handler: TestHandler
  let port: Int

  /// Runs `body` with a server and stops it after.
  static func run(
    limits: HTTPLimits = HTTPLimits(), tls: HTTPCertificate? = nil, loopCount: Int = 1,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let handler = TestHandler()
    let configuration = HTTPServerConfiguration(
      listeners: [.tcp(host: "127.0.0.1", port: 0, tls: tls)], loopCount: loopCount,
      limits: limits)
    let server = HTTP2Server(configuration: configuration, handler: handler)
    let port = try #require(try await server.start().first?.port)
    do {
      try await body(TestServer(server: server, handler: handler, port: port))
    } catch {
      await server.shutdown(grace: .zero)
      throw error
    }
    await server.shutdown(grace: .zero)
  }

  /// For clients that block: more of them than tests run at a time, so that none waits for another.
  private static let clients: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 16)
    pool.start()
    return pool
  }()

  /// Runs blocking work off the threads that tests share.
  static func blocking<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await clients.runIfActive(work)
  }
}
