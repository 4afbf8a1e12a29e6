import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// Puts the handlers of an accepted connection together: encryption, then what tells the protocols
/// apart, then the protocol. A connection that has not spoken one in time is closed.
struct ConnectionSetup: Sendable {
  let loops: [ObjectIdentifier: LoopContext]
  let limits: HTTPLimits
  let handler: any HTTPHandler
  let count: ConnectionCount
  let tls: NIOSSLContext?
  let isLocalControl: Bool

  /// Prepares an accepted channel; called on its loop.
  func configure(_ channel: any Channel) throws {
    guard let loop = loops[ObjectIdentifier(channel.eventLoop)],
      count.enter(max: limits.connectionsMax)
    else { throw Refused() }
    let deadline = channel.eventLoop.scheduleTask(in: .milliseconds(limits.headerMilliseconds)) {
      channel.close(promise: nil)
    }
    let count = count
    channel.closeFuture.whenComplete { _ in
      count.leave()
      deadline.cancel()
    }
    let pipeline = channel.pipeline.syncOperations
    guard let tls else {
      let sniffer = ProtocolSniffer { context, isHTTP2 in
        deadline.cancel()
        self.add(isHTTP2: isHTTP2, to: context.channel, loop: loop)
      }
      return try pipeline.addHandler(sniffer)
    }
    try pipeline.addHandler(NIOSSLServerHandler(context: tls))
    let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Void> { result, channel in
      deadline.cancel()
      let isHTTP2 = result == .negotiated("h2")
      self.add(isHTTP2: isHTTP2, to: channel, loop: loop)
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    try pipeline.addHandler(negotiation)
  }

  /// Too many connections.
  struct Refused: Error {}

  private func add(isHTTP2: Bool, to channel: any Channel, loop: LoopContext) {
    let operations = channel.pipeline.syncOperations
    let peer = HTTPPeer(
      eventLoop: loop.eventLoop, remoteAddress: channel.remoteAddress, isHTTP1: !isHTTP2,
      isSecure: tls != nil, isLocalControl: isLocalControl)
    do {
      if isHTTP2 {
        try operations.addHandler(HTTP2Connection(loop: loop, peer: peer, handler: handler))
      } else {
        try addHTTP1(to: operations, loop: loop, peer: peer)
      }
    } catch {
      operations.close(promise: nil)
    }
  }

  private func addHTTP1(
    to operations: ChannelPipeline.SynchronousOperations, loop: LoopContext, peer: HTTPPeer
  ) throws {
    var decoderLimits = NIOHTTPDecoderLimitConfiguration()
    decoderLimits.maxHeaderFieldSize = limits.headerListBytesMax
    decoderLimits.maxHeaderListSize = limits.headerListBytesMax
    decoderLimits.maxHeaderFieldCount = limits.headerFieldsMax
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes, limitConfiguration: decoderLimits)
    try operations.addHandler(HTTPResponseEncoder())
    try operations.addHandler(ByteToMessageHandler(decoder))
    try operations.addHandler(HTTPServerPipelineHandler())
    try operations.addHandler(HTTP1Connection(loop: loop, peer: peer, handler: handler))
  }
}
