internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// The connections of one client: one for all over HTTP/2, one an answer over HTTP/1.1, of which
/// some are kept for the next request.
final class ConnectionPool: Sendable {
  private struct State {
    var shared: ClientConnection?
    var idle: [ClientConnection] = []
    /// A connection that is being made, which all who need one wait for: until it is known that it
    /// cannot be shared.
    var making: EventLoopFuture<ClientConnection>?
    var isSharing = true
  }

  /// Idle connections that are kept.
  private static let idleMax = 4

  private let connector: Connector
  private let state: Mutex<State>

  init(_ connector: Connector) {
    self.connector = connector
    state = Mutex(State())
  }

  deinit {
    close()
  }

  /// Closes what is not in use, and the connection that all share.
  func close() {
    let open = state.withLock { state in
      defer { state = State() }
      return state.idle + (state.shared.map { [$0] } ?? [])
    }
    for connection in open { connection.channel.close(promise: nil) }
  }

  /// Sends a request on a connection that is there, or on a new one.
  ///
  /// - Returns: also whether the connection was used before: it may have been closed meanwhile.
  func open(_ request: WireRequest) async throws(ClientFailure) -> (AnswerReader, isReused: Bool) {
    if let known = state.withLock({ Self.take(&$0) }) { return (known.open(request), true) }
    do {
      return (try await make().get().open(request), false)
    } catch {
      throw Self.failure(error, connector.endpoint)
    }
  }

  private static func take(_ state: inout State) -> ClientConnection? {
    if let shared = state.shared {
      if shared.isUsable { return shared }
      state.shared = nil
    }
    while let idle = state.idle.popLast() {
      if idle.isUsable { return idle }
    }
    return nil
  }

  private func make() -> EventLoopFuture<ClientConnection> {
    let (making, isNew) = state.withLock { state in
      if state.isSharing, let making = state.making { return (making, false) }
      let making = connector.connect()
      state.making = making
      return (making, true)
    }
    guard isNew else { return making }
    return making.always { [weak self] result in self?.made(result) }
  }

  private func made(_ result: Result<ClientConnection, any Error>) {
    // A failure is told to all who waited.
    let connection = try? result.get()
    state.withLock { state in
      state.making = nil
      guard let connection else { return }
      state.isSharing = connection.isShared
      if connection.isShared { state.shared = connection }
    }
    connection?.whenIdle { [weak self] connection in
      // Of a client that is gone nobody takes it up again.
      if let self { keep(connection) } else { connection.channel.close(promise: nil) }
    }
  }

  private func keep(_ connection: ClientConnection) {
    let isKept = state.withLock { state in
      state.idle.removeAll { !$0.isUsable }
      guard state.idle.count < Self.idleMax else { return false }
      state.idle.append(connection)
      return true
    }
    if !isKept { connection.channel.close(promise: nil) }
  }

  private static func failure(_ error: any Error, _ endpoint: ServerEndpoint) -> ClientFailure {
    let words = (error as? NIOConnectionError)?.connectionErrors.first.map { "\($0.error)" }
    let reason = words ?? "\(error)"
    if reason.contains("CERTIFICATE_VERIFY_FAILED") {
      return .untrusted("the certificate of \(endpoint) is not one to trust")
    }
    if error is NIOSSLExtraError { return .untrusted("\(endpoint) is not who it seems: \(reason)") }
    return .unreachable("no server answers at \(endpoint): \(reason)")
  }
}
