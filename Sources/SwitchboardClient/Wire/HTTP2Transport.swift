internal import HTTP2Server
internal import NIOCore

/// HTTP/2 on a channel: many answers at a time, each with a window of its own.
final class HTTP2Transport: ChannelInboundHandler, ClientTransport {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Never called: such a connection is always shared.
  var onIdle: (() -> Void)?
  private let session: HTTP2ClientSession
  private let endpoint: ServerEndpoint
  private var context: ChannelHandlerContext?
  private var pipes: [Int32: AnswerPipe] = [:]
  private var streams: [ObjectIdentifier: Int32] = [:]
  private var hasGoneAway = false
  private var isReading = false

  init(endpoint: ServerEndpoint, windowBytes: Int) {
    self.endpoint = endpoint
    session = HTTP2ClientSession(windowBytes: windowBytes)
  }

  /// Beyond these a connection of its own is made: before the server has said how many it takes,
  /// as many as ours does.
  private static let streamsMax = 256

  var takesRequests: Bool {
    context != nil && !hasGoneAway && session.takesRequests
      && pipes.count < min(session.concurrentStreamsMax, Self.streamsMax)
  }

  var isIdle: Bool { pipes.isEmpty }

  func send(_ request: WireRequest, _ pipe: AnswerPipe) {
    let fields =
      [
        (name: ":method", value: request.method.rawValue),
        (name: ":scheme", value: endpoint.isTLS ? "https" : "http"),
        (name: ":authority", value: endpoint.authority), (name: ":path", value: request.path),
      ] + request.fields
    let body = request.body.map { ByteBuffer(bytes: $0) }
    guard takesRequests, let stream = session.submit(fields, body: body) else {
      return pipe.fail(
        AnswerPipe.Breakage(reason: "the server is going away", isUnprocessed: true))
    }
    pipes[stream] = pipe
    streams[ObjectIdentifier(pipe)] = stream
    flush()
  }

  func consumed(_ byteCount: Int, of pipe: AnswerPipe) {
    guard let stream = streams[ObjectIdentifier(pipe)] else { return }
    session.consumed(byteCount, of: stream)
    flush()
  }

  func release(_ pipe: AnswerPipe) {
    guard let stream = streams.removeValue(forKey: ObjectIdentifier(pipe)) else { return }
    pipes.removeValue(forKey: stream)
    session.cancel(stream)
    flush()
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { flush() }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave("the connection was given up")
  }

  func channelActive(context: ChannelHandlerContext) {
    flush()
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isReading = true
    do throws(HTTP2ClientSession.Broken) {
      for news in try session.receive(unwrapInboundIn(data)) { take(news) }
    } catch {
      leave("no HTTP/2 comes from the server: \(error.reason)")
      context.close(promise: nil)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    flush()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave("the connection was lost")
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    leave("the connection failed: \(error)")
    context.close(promise: nil)
  }

  private func take(_ news: HTTP2ClientSession.News) {
    switch news {
    case .head(let stream, let status, let fields):
      pipes[stream]?.put(AnswerHead(status: status, fields: fields))
    case .data(let stream, let bytes):
      if let pipe = pipes[stream] {
        pipe.put(bytes)
      } else {
        session.consumed(bytes.readableBytes, of: stream)
      }
    case .closed(let stream, let errorCode):
      close(stream, errorCode)
    case .goAway:
      hasGoneAway = true
    }
  }

  private func close(_ stream: Int32, _ errorCode: UInt32) {
    guard let pipe = pipes.removeValue(forKey: stream) else { return }
    streams.removeValue(forKey: ObjectIdentifier(pipe))
    guard errorCode != 0 else { return pipe.finish() }
    let isRefused = errorCode == HTTPStreamError.refusedStream.rawValue
    pipe.fail(
      AnswerPipe.Breakage(
        reason: "the server reset the stream with code \(errorCode)", isUnprocessed: isRefused))
  }

  private func flush() {
    guard let context, !isReading else { return }
    var output = context.channel.allocator.buffer(capacity: 1_024)
    do throws(HTTP2ClientSession.Broken) {
      try session.takeOutput(into: &output)
    } catch {
      leave("the HTTP/2 session broke: \(error.reason)")
      return context.close(promise: nil)
    }
    if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
    if session.isOver || hasGoneAway && pipes.isEmpty { context.close(promise: nil) }
  }

  private func leave(_ reason: String) {
    context = nil
    let left = pipes.values
    pipes = [:]
    streams = [:]
    for pipe in left { pipe.fail(AnswerPipe.Breakage(reason: reason)) }
  }
}
