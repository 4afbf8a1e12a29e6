/// A client of a Switchboard server, for services: it appends events, follows the log and the views
/// live, and keeps named checkpoints.
///
/// ```swift
/// let client = try SwitchboardClient(url: "https://calls.example.org", token: token)
/// for try await event in client.events(from: .cursor(lastCursor)) {
///   handle(event)
///   lastCursor = event.cursor
/// }
/// ```
///
/// A value that may be copied and used from any task; copies share their connections, which are
/// closed when the last copy and the last stream are gone. Over HTTP/2 everything goes over one
/// connection.
public struct SwitchboardClient: Sendable {
  let core: ClientCore

  /// A client of an address.
  ///
  /// Nothing is sent before the first call.
  ///
  /// - Parameters:
  ///   - url: `https://HOST:PORT` or `http://HOST:PORT`.
  ///   - token: what `switchboard access grant` has printed, or a token of the company's identity
  ///     provider.
  /// - Throws: `invalidAddress`; `invalidToken`; `untrusted` where the file of certificates cannot
  ///   be read.
  public init(
    url: String, token: String?, configuration: ClientConfiguration = ClientConfiguration()
  ) throws(ClientFailure) {
    try self.init(ServerEndpoint(url: url), token: token, configuration: configuration)
  }

  /// A client of an endpoint; the control socket of a folder needs no token.
  package init(
    _ endpoint: ServerEndpoint, token: String? = nil,
    configuration: ClientConfiguration = ClientConfiguration()
  ) throws(ClientFailure) {
    if let token { try Self.check(token) }
    core = try ClientCore(endpoint, token: token, configuration)
  }

  /// A token that no header field can carry would only be answered by a reset of the stream.
  ///
  /// - Throws: `invalidToken` for what is no `b64token` of RFC 6750, section 2.1; the token itself
  ///   is not told.
  private static func check(_ token: String) throws(ClientFailure) {
    guard !token.isEmpty else { throw .invalidToken("the token is empty") }
    let place = token.unicodeScalars.enumerated().first { _, character in
      switch character {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "+", "/", "=": false
      default: true
      }
    }
    guard let place else { return }
    throw .invalidToken(
      "character \(place.offset + 1) of the token is none that a token has: it is to be given "
        + "without spaces, quotes and line ends")
  }

  /// Where the server is.
  package var endpoint: ServerEndpoint { core.endpoint }

  /// Closes the connections that are not in use, and the one that streams share.
  ///
  /// A later call makes new ones; streams under way lose theirs and resume.
  public func close() {
    core.close()
  }

  /// Sends any request and collects its answer, whatever its status.
  package func answer(
    to request: WireRequest
  ) async throws(ClientFailure) -> (status: Int, body: [UInt8]) {
    let answer = try await core.answer(request)
    return (answer.status, answer.body)
  }

  /// As `answer`, with the address of the page that follows, where the answer names one.
  package func page(
    of request: WireRequest
  ) async throws(ClientFailure) -> (status: Int, body: [UInt8], next: String?) {
    let answer = try await core.answer(request)
    let next = answer.head.field("link")?.firstMatch(of: /<([^>]*)>; rel="next"/)?.1
    return (answer.status, answer.body, next.map { String($0) })
  }

  /// Sends a request and takes its answer for success.
  ///
  /// - Throws: the failure of any status but 2xx.
  func succeed(_ request: WireRequest) async throws(ClientFailure) -> ClientCore.Answer {
    let answer = try await core.answer(request)
    guard (200..<300).contains(answer.status) else {
      throw ClientFailure(ServerProblem(status: answer.status, body: answer.body))
    }
    return answer
  }

  /// As `succeed`; nil where there is no such thing.
  func find(_ request: WireRequest) async throws(ClientFailure) -> ClientCore.Answer? {
    do throws(ClientFailure) {
      return try await succeed(request)
    } catch {
      guard case .notFound = error else { throw error }
      return nil
    }
  }
}
