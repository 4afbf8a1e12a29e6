import NIOCore
import NIOHTTP1

/// One request and its response on an HTTP/1.1 connection.
///
/// SAFETY: as its base, it is used only on its loop.
final class HTTP1Exchange: Exchange, @unchecked Sendable {
  /// Whether the request was HEAD, so that the response has no body.
  let isHead: Bool
  /// Whether the source had nothing to say.
  var isPaused = false

  /// The connection until the exchange is over.
  private var connection: HTTP1Connection?

  init(connection: HTTP1Connection, isHead: Bool) {
    self.connection = connection
    self.isHead = isHead
    super.init(loop: connection.loop)
  }

  /// The exchange is over.
  func end() {
    connection = nil
    close()
  }

  override func respond(status: Int, headers: HTTPHeaderBlock, body: ByteBuffer?) {
    let mayHaveBody = status != 204 && status != 304
    let length = mayHaveBody ? body?.readableBytes ?? (isHead ? nil : 0) : nil
    connection?.sendHead(status: status, headers: headers, contentLength: length)
    if let body, mayHaveBody, !isHead { connection?.sendBody(body) }
    connection?.sendEnd()
  }

  override func stream(status: Int, headers: HTTPHeaderBlock, body: OutgoingBody) {
    guard let connection else { return }
    if isHead || status == 204 || status == 304 {
      var unused = body
      unused.close()
      // The encoder would end a response of unknown length with a chunk, even one to HEAD.
      connection.sendHead(status: status, headers: headers, contentLength: nil, isAll: true)
    } else {
      outgoing = body
      if connection.isDraining { outgoing?.drain() }
      connection.sendHead(status: status, headers: headers, contentLength: nil)
      connection.pump()
    }
  }

  override func resume() {
    guard isPaused, let connection else { return }
    isPaused = false
    loop.waiting.remove(self)
    connection.needsPump()
  }

  override func abort(_ error: HTTPStreamError) {
    connection?.closeNow()
  }
}
