import NIOCore
import NIOHTTP1

/// A response goes out.
extension HTTP1Connection {
  /// How much a source is asked for at once.
  private static let pullBytes = 64 * 1_024
  /// A pump hands over this many bytes at most before other connections get their turn.
  private static let pumpBytesMax = 1_024 * 1_024
  private static let lingerTime = TimeAmount.seconds(1)

  var bytesQueued: Int {
    guard let context else { return 0 }
    // A channel that does not know counts as empty; ours all know.
    return (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  /// Sends the header of the response.
  ///
  /// - Parameter isAll: whether nothing follows, not even the mark of the end: then the connection
  ///   is closed, as the only other way to show it.
  func sendHead(
    status: Int, headers block: HTTPHeaderBlock, contentLength: Int?, isAll: Bool = false
  ) {
    if isAll { isLast = true }
    var headers = HTTPHeaders()
    headers.reserveCapacity(block.fields.count + 3)
    headers.add(name: "date", value: String(decoding: loop.date.value(), as: UTF8.self))
    for field in block.fields { headers.add(name: field.name, value: field.value) }
    if let contentLength {
      headers.add(name: "content-length", value: String(contentLength))
    } else if isHTTP10 {
      isLast = true
    }
    if isLast { headers.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(
      version: isHTTP10 ? .http1_0 : .http1_1, status: HTTPResponseStatus(statusCode: status),
      headers: headers)
    guard isAll else {
      context?.write(wrapOutboundOut(.head(head)), promise: nil)
      return
    }
    cut(after: context?.writeAndFlush(wrapOutboundOut(.head(head))))
  }

  /// Sends a part of the body.
  func sendBody(_ bytes: ByteBuffer) {
    guard bytes.readableBytes > 0 else { return }
    context?.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
  }

  /// Ends the response.
  func sendEnd() {
    if isLast || !isRequestComplete {
      let written = context?.writeAndFlush(wrapOutboundOut(.end(nil)))
      exchangeEnded()
      cut(after: written)
    } else {
      context?.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      exchangeEnded()
    }
  }

  func needsPump() {
    guard !isPumpScheduled else { return }
    isPumpScheduled = true
    loop.schedulePump(self)
  }

  /// Sends what the source gives, as far as the channel takes it.
  func pump() {
    isPumpScheduled = false
    guard let context, let exchange, exchange.outgoing != nil, !exchange.isPaused else { return }
    var byteCount = 0
    while context.channel.isWritable, byteCount < Self.pumpBytesMax {
      switch exchange.outgoing?.next(upTo: Self.pullBytes) {
      case .bytes(let bytes, let isLast):
        byteCount += bytes.readableBytes
        sendBody(bytes)
        if isLast { return sendEnd() }
      case .pending:
        exchange.isPaused = true
        if exchange.outgoing?.followsWake == true { loop.waiting.insert(exchange) }
        return context.flush()
      case .abort, nil:
        // Without the last chunk the client knows that the body is not complete.
        return closeNow()
      }
    }
    context.flush()
    if byteCount >= Self.pumpBytesMax { needsPump() }
  }

  /// Closes once a write, if any, has been taken, and not before the peer could read it.
  func cut(after written: EventLoopFuture<Void>? = nil) {
    guard let context, !isCut else { return }
    isCut = true
    let channel = context.channel
    let written = written ?? context.eventLoop.makeSucceededVoidFuture()
    written.whenComplete { _ in
      channel.close(mode: .output, promise: nil)
      channel.eventLoop.scheduleTask(in: Self.lingerTime) { channel.close(promise: nil) }
    }
  }
}
