internal import NIOCore
internal import NIOHTTP1

/// HTTP/1.1 on a channel: one answer at a time, read from the socket no faster than it is taken.
final class HTTP1Transport: ChannelDuplexHandler, ClientTransport {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = Never
  typealias OutboundOut = HTTPClientRequestPart

  private let endpoint: ServerEndpoint
  var onIdle: (() -> Void)?
  private let heldBytesMax: Int
  private var context: ChannelHandlerContext?
  private var pipe: AnswerPipe?
  /// Whether the server keeps the connection open after this answer.
  private var isKept = true
  /// Bytes that have arrived and have not been taken.
  private var heldBytes = 0
  private var isReadHeld = false

  init(endpoint: ServerEndpoint, heldBytesMax: Int) {
    self.endpoint = endpoint
    self.heldBytesMax = heldBytesMax
  }

  var takesRequests: Bool { context != nil && pipe == nil && isKept }

  var isIdle: Bool { pipe == nil }

  func send(_ request: WireRequest, _ pipe: AnswerPipe) {
    guard let context, takesRequests else {
      return pipe.fail(
        AnswerPipe.Breakage(reason: "the connection was lost", isUnprocessed: true))
    }
    self.pipe = pipe
    heldBytes = 0
    readAgain(context)
    let method = HTTPMethod(rawValue: request.method.rawValue)
    var head = HTTPRequestHead(version: .http1_1, method: method, uri: request.path)
    head.headers.add(name: "host", value: endpoint.authority)
    for (name, value) in request.fields { head.headers.add(name: name, value: value) }
    if let body = request.body {
      head.headers.add(name: "content-length", value: String(body.count))
    }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if let body = request.body {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// What is taken of an answer that is complete no longer matters.
  func consumed(_ byteCount: Int, of pipe: AnswerPipe) {
    guard let context, pipe === self.pipe else { return }
    heldBytes -= byteCount
    readAgain(context)
  }

  private func readAgain(_ context: ChannelHandlerContext) {
    guard isReadHeld, heldBytes < heldBytesMax else { return }
    isReadHeld = false
    context.read()
  }

  func release(_ pipe: AnswerPipe) {
    guard pipe === self.pipe else { return }
    // HTTP/1.1 has no other way to give an answer up.
    self.pipe = nil
    context?.close(promise: nil)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave("the connection was given up")
  }

  /// Asked before every read of the socket.
  func read(context: ChannelHandlerContext) {
    if heldBytes >= heldBytesMax { isReadHeld = true } else { context.read() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      isKept = head.isKeepAlive
      let fields = head.headers.map { (name: $0.name.lowercased(), value: $0.value) }
      pipe?.put(AnswerHead(status: Int(head.status.code), fields: fields))
    case .body(let bytes):
      heldBytes += bytes.readableBytes
      pipe?.put(bytes)
    case .end:
      let ended = pipe
      pipe = nil
      // First: whoever learns that the answer is complete may ask for a connection at once.
      if isKept { onIdle?() } else { context.close(promise: nil) }
      ended?.finish()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave("the connection was lost")
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    leave("the connection failed: \(error)")
    context.close(promise: nil)
  }

  private func leave(_ reason: String) {
    context = nil
    pipe?.fail(AnswerPipe.Breakage(reason: reason))
    pipe = nil
  }
}
