import NIOCore

/// One request and its response on an HTTP/2 connection.
///
/// SAFETY: as its base, it is used only on its loop.
final class HTTP2Stream: Exchange, @unchecked Sendable {
  /// What a stream with a body to send waits for.
  enum Pause {
    case nothing
    /// Its source, which had nothing to say.
    case source
    /// Its share of the connection's window (see `WindowShare`).
    case share
  }

  let id: Int32
  /// Where the stream stands in its connection's list.
  var index = 0
  /// The request, until it is complete and handed over, or refused.
  var incoming: IncomingRequest?
  /// Whether the peer has said all.
  var isRequestComplete = false
  /// When the answer to a request that is not complete was.
  var answeredAt: Int64?
  /// Whether the request was HEAD, so that the response has no body.
  var isHead = false
  /// The piece that the DATA frame being sent carries.
  var piece: ByteBuffer?
  /// What the peer has not given back of this stream's DATA.
  var debt = WindowShare.Debt()
  /// Why the stream is not asked for more, if it is not.
  var pause = Pause.nothing
  /// The loop's count of wake-ups when the source said that nothing follows for now.
  private var quietSince: UInt64?
  private var wasResumed = false

  /// The connection until the stream is over.
  private var connection: HTTP2Connection?
  /// The fields of the response, which libnghttp2 reads until the header has been sent.
  private var headers: HTTPHeaderBlock?

  init(id: Int32, connection: HTTP2Connection, since now: Int64) {
    self.id = id
    self.connection = connection
    incoming = IncomingRequest(since: now)
    super.init(loop: connection.loop)
  }

  /// The stream is over.
  func end() {
    connection = nil
    incoming = nil
    piece = nil
    close()
  }

  override func respond(status: Int, headers: HTTPHeaderBlock, body: ByteBuffer?) {
    let mayHaveBody = status != 204 && status != 304
    let length = mayHaveBody ? body?.readableBytes ?? (isHead ? nil : 0) : nil
    if let body, body.readableBytes > 0, mayHaveBody, !isHead {
      outgoing = OutgoingBody(body)
    }
    submit(status: status, headers: headers, contentLength: length)
  }

  override func stream(status: Int, headers: HTTPHeaderBlock, body: OutgoingBody) {
    if isHead || status == 204 || status == 304 {
      var unused = body
      unused.close()
    } else {
      outgoing = body
      if connection?.drainMachine.isDraining == true { outgoing?.drain() }
    }
    submit(status: status, headers: headers, contentLength: nil)
  }

  /// Takes the next piece of the body.
  ///
  /// A source that has said that nothing follows is believed once, and not asked, as long as no
  /// wake-up and no resumption has come since: they would find a stream that does not wait yet.
  func nextPiece(upTo byteCount: Int) -> OutgoingBody.Piece? {
    let since = quietSince
    quietSince = nil
    if since == loop.wakeUps { return .pending }
    wasResumed = false
    let piece = outgoing?.next(upTo: byteCount)
    if outgoing?.isQuiet == true, !wasResumed { quietSince = loop.wakeUps }
    return piece
  }

  override func resume() {
    wasResumed = true
    quietSince = nil
    guard pause == .source, let connection else { return }
    pause = .nothing
    loop.waiting.remove(self)
    connection.resume(self)
  }

  override func abort(_ error: HTTPStreamError) {
    connection?.reset(self, error)
  }

  /// Tells the source to come to an end and asks it once more.
  func drain() {
    outgoing?.drain()
    resume()
  }

  private func submit(status: Int, headers: HTTPHeaderBlock, contentLength: Int?) {
    self.headers = headers
    connection?.submit(self, status: status, headers: headers, contentLength: contentLength)
  }
}
