internal import NIOCore

/// What all parts of a client share: where the server is, who asks, and the connections.
final class ClientCore: Sendable {
  /// An answer that has come whole.
  struct Answer {
    let head: AnswerHead
    let body: [UInt8]

    var status: Int { head.status }
  }

  let endpoint: ServerEndpoint
  let configuration: ClientConfiguration
  private let token: String?
  private let pool: ConnectionPool

  init(
    _ endpoint: ServerEndpoint, token: String?, _ configuration: ClientConfiguration
  ) throws(ClientFailure) {
    self.endpoint = endpoint
    self.token = token
    self.configuration = configuration
    pool = ConnectionPool(try Connector(endpoint, configuration))
  }

  func close() {
    pool.close()
  }

  /// Sends a request and hands out its answer as it comes.
  func open(_ request: WireRequest) async throws(ClientFailure) -> AnswerReader {
    try await pool.open(authorized(request)).0
  }

  /// Sends a request, again where that is safe and may help, and collects its answer.
  ///
  /// - Returns: the answer, whatever its status.
  /// - Throws: `unreachable`, `untrusted`, `cancelled` or `unexpected`.
  func answer(_ request: WireRequest) async throws(ClientFailure) -> Answer {
    let request = authorized(request)
    var backoff = Backoff(configuration.reconnection)
    var generator = SystemRandomNumberGenerator()
    var attempts = 0
    while true {
      attempts += 1
      let wait: Duration?
      do throws(ClientFailure) {
        let answer = try await exchange(request)
        guard [408, 425, 429, 502, 503, 504].contains(answer.status), request.isRepeatable,
          attempts < configuration.requestAttemptsMax
        else { return answer }
        wait = backoff.failed(asked: answer.head.retryAfter, using: &generator)
        if wait == nil { return answer }
      } catch {
        guard error.isPassing, request.isRepeatable, attempts < configuration.requestAttemptsMax
        else { throw error }
        wait = backoff.failed(using: &generator)
        if wait == nil { throw error }
      }
      // Sleeping fails only when the task is cancelled.
      if let wait, (try? await Task.sleep(for: wait)) == nil { throw .cancelled }
    }
  }

  /// One attempt; a connection that turns out to have been closed before does not count as one.
  private func exchange(_ request: WireRequest) async throws(ClientFailure) -> Answer {
    while true {
      let (reader, isReused) = try await pool.open(request)
      switch try await collect(reader) {
      case .answer(let answer): return answer
      case .broken(let breakage, let hasBegun):
        let isSafe = breakage.isUnprocessed || request.isRepeatable && isReused && !hasBegun
        guard isSafe else { throw .unreachable("the answer was lost: \(breakage.reason)") }
        reader.abandonConnection()
      }
    }
  }

  private enum Collected {
    case answer(Answer)
    case broken(AnswerPipe.Breakage, hasBegun: Bool)
  }

  private func collect(_ reader: AnswerReader) async throws(ClientFailure) -> Collected {
    var head: AnswerHead?
    var body: [UInt8] = []
    while true {
      switch await reader.next(within: configuration.answerTimeout) {
      case .head(let found): head = found
      case .bytes(let bytes):
        guard body.count + bytes.readableBytes <= configuration.elementBytesMax else {
          throw .unexpected("the answer is longer than \(configuration.elementBytesMax) bytes")
        }
        body.append(contentsOf: bytes.readableBytesView)
      case .end:
        guard let head else { throw .unexpected("an answer without a head") }
        return .answer(Answer(head: head, body: body))
      case .broken(let breakage): return .broken(breakage, hasBegun: head != nil)
      case .silent:
        reader.abandonConnection()
        throw .unreachable("no answer came for \(configuration.answerTimeout)")
      case .cancelled: throw .cancelled
      }
    }
  }

  /// What stands in the body of a refusal, as much as anybody reads.
  static func words(of reader: AnswerReader) async -> [UInt8] {
    var body: [UInt8] = []
    while body.count < 64 * 1_024,
      case .bytes(let bytes) = await reader.next(within: .seconds(10))
    {
      body.append(contentsOf: bytes.readableBytesView)
    }
    return body
  }

  private func authorized(_ request: WireRequest) -> WireRequest {
    guard let token else { return request }
    var request = request
    request.fields.append((name: "authorization", value: "Bearer \(token)"))
    return request
  }
}
