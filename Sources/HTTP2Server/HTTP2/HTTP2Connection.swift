import CNGHTTP2
import NIOCore

/// One HTTP/2 connection: libnghttp2 between a channel and its streams.
///
/// What one read brings is fed to the session in one go; handlers answer meanwhile; then the
/// session's output is gathered and leaves in one write (`pump`). Streams are asked for their
/// bodies only while the channel takes output, so what waits in memory for a peer that does not
/// read is bounded by `HTTPLimits.outputBytesHigh` and one batch.
final class HTTP2Connection: ChannelInboundHandler, LoopConnection {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let loop: LoopContext
  let peer: HTTPPeer
  let handler: any HTTPHandler
  var connectionIndex: Int?

  var context: ChannelHandlerContext?
  let session = HTTP2Session()
  var streams: [HTTP2Stream] = []

  // What the policies keep, see `Policy`.
  var meter: AbuseMeter
  var share = WindowShare()
  var timers: ConnectionTimers
  /// A plain value that calls nobody: a change of it cannot meet another, and the check for that,
  /// at every field of every request, is left out.
  @exclusivity(unchecked) var headerMeter = HeaderMeter()
  /// Streams that wait for their share.
  var stalledCount = 0
  var drainMachine = DrainMachine()

  /// The clock of the read batch at work.
  var now: Int64
  /// The stream whose header block is being decoded.
  var decoding: HTTP2Stream?
  /// Bytes of all incomplete request bodies.
  var bodyBytesHeld = 0
  /// Whether a limit was broken.
  var isViolated = false
  /// Whether the last GOAWAY is on its way and input is thrown away.
  var isEnding = false
  var isClosing = false
  var isReading = false
  var isPumping = false
  var isPumpScheduled = false
  /// Bytes handed to the channel by the pump at work.
  var bytesEmitted = 0

  /// The window for uploads of one stream: a body of the usual size needs no round trip.
  private static let uploadWindowBytes = 256 * 1_024

  init(loop: LoopContext, peer: HTTPPeer, handler: any HTTPHandler) {
    self.loop = loop
    self.peer = peer
    self.handler = handler
    now = loop.now
    meter = AbuseMeter(limits: loop.limits, at: now)
    timers = ConnectionTimers(at: now)
    session.callBack(self)
  }

  deinit {
    session.free()
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    session.submitPreface(
      concurrentStreamsMax: loop.limits.concurrentStreamsMax,
      headerListBytesMax: loop.limits.headerListBytesMax, windowBytes: Self.uploadWindowBytes)
    // After the settings, which go first: during a shutdown it is told so at once.
    loop.add(self)
    loop.metrics.connectionsTotal += 1
    needsPump()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    let bytes = unwrapInboundIn(data)
    isReading = true
    now = loop.now
    // SAFETY: the session reads the bytes during the call only.
    let code = unsafe bytes.withUnsafeReadableBytes { unsafe session.receive($0) }
    if isViolated || code == NGHTTP2_ERR_FLOODED.rawValue {
      end(.enhanceYourCalm)
    } else if code != 0 {
      closeNow()
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    pump()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    timers.writable(context.channel.isWritable, at: loop.now)
    if context.channel.isWritable, !isPumping { pump() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The peer broke the connection or its encryption; `channelInactive` cleans up.
    context.close(promise: nil)
  }

  private func leave() {
    context = nil
    loop.remove(self)
    let ended = streams
    streams = []
    for stream in ended { stream.end() }
  }
}
