import NIOCore

/// Tells HTTP/2 by prior knowledge from HTTP/1.1 by the first bytes of a connection in the clear.
final class ProtocolSniffer: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private var preface = ClientPreface()
  private var held: ByteBuffer?
  private let configure: (ChannelHandlerContext, _ isHTTP2: Bool) -> Void

  /// - Parameter configure: adds the handlers of the protocol after the context's.
  init(configure: @escaping (ChannelHandlerContext, _ isHTTP2: Bool) -> Void) {
    self.configure = configure
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    let verdict = preface.judge(bytes.readableBytesView)
    if held == nil { held = bytes } else { held?.writeImmutableBuffer(bytes) }
    guard verdict != .undecided, let held else { return }
    self.held = nil
    configure(context, verdict == .http2)
    context.fireChannelRead(wrapInboundOut(held))
    context.fireChannelReadComplete()
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }
}
