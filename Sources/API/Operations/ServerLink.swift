internal import HTTP2Server
internal import Synchronization

/// The server that the routes are served by, which is made after them.
final class ServerLink: Sendable {
  private let server = Mutex<HTTP2Server?>(nil)

  func set(_ server: HTTP2Server) {
    self.server.withLock { $0 = server }
  }

  /// The server's figures; zeros before there is one.
  func metrics() async -> HTTPServerMetrics {
    guard let server = server.withLock({ $0 }) else { return HTTPServerMetrics() }
    return await server.metrics()
  }
}
