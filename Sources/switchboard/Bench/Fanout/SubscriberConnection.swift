internal import NIOCore
internal import Synchronization

/// One HTTP/2 connection with subscribers, each on a stream of its own, that reads what comes and
/// keeps nothing but counts.
final class SubscriberConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let headerBlock: [UInt8]
  private let tally: FanoutTally
  private var reader: EventBlockReader
  private var subscriptions: [EventBlockReader.Subscription]
  private var scanner = FrameScanner()
  private var small: [UInt8] = []
  private var uncredited = 0

  /// - Parameter headerBlock: of each subscription's request.
  init(
    headerBlock: [UInt8], streams: Int, dialect: EventBlockReader.Dialect, tally: FanoutTally
  ) {
    self.headerBlock = headerBlock
    self.tally = tally
    reader = EventBlockReader(dialect)
    subscriptions = Array(repeating: EventBlockReader.Subscription(), count: streams)
  }

  func channelActive(context: ChannelHandlerContext) {
    var output = HTTP2Frames.opening()
    for index in subscriptions.indices {
      HTTP2Frames.head(
        &output, length: headerBlock.count, kind: HTTP2Frames.Kind.headers,
        flags: HTTP2Frames.endHeaders | HTTP2Frames.endStream, stream: Int32(2 * index + 1))
      output.writeBytes(headerBlock)
    }
    context.writeAndFlush(wrapOutboundOut(output), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    let now = FanoutTally.now
    var output = ByteBuffer()
    let completed = tally.state.withLock { state in
      let before = state.completed
      read(buffer, &state, &output, at: now)
      return state.completed - before
    }
    if uncredited > 1 << 28 {
      HTTP2Frames.credit(&output, uncredited)
      uncredited = 0
    }
    if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
    if completed > 0 { tally.publishDue() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    tally.fail("a connection was closed")
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    tally.fail("a connection failed: \(error)")
    context.close(promise: nil)
  }

  private func read(
    _ buffer: ByteBuffer, _ state: inout FanoutTally.State, _ output: inout ByteBuffer,
    at now: Int64
  ) {
    let bytes = buffer.readableBytesUInt8Span
    var offset = 0
    while let piece = scanner.next(bytes, &offset) {
      if scanner.kind == HTTP2Frames.Kind.data {
        uncredited += piece.count
        let index = Int(scanner.stream) / 2
        reader.read(bytes.extracting(piece), &subscriptions[index], &state, at: now)
      } else {
        for index in piece { small.append(bytes[index]) }
        if scanner.isFrameEnd { takeFrame(&state, &output) }
      }
    }
  }

  private func takeFrame(_ state: inout FanoutTally.State, _ output: inout ByteBuffer) {
    defer { small.removeAll(keepingCapacity: true) }
    let isAnswer = scanner.flags & HTTP2Frames.acknowledgement != 0
    switch scanner.kind {
    case HTTP2Frames.Kind.headers:
      takeAnswer(&state)
    case HTTP2Frames.Kind.reset, HTTP2Frames.Kind.goAway:
      state.fault = state.fault ?? HTTP2Frames.ending(scanner, small)
    case HTTP2Frames.Kind.settings where !isAnswer:
      HTTP2Frames.acknowledgeSettings(&output)
    case HTTP2Frames.Kind.ping where !isAnswer:
      HTTP2Frames.answerPing(small, &output)
    default: break
    }
  }

  private func takeAnswer(_ state: inout FanoutTally.State) {
    guard HTTP2Frames.isSuccess(small) else {
      state.fault = state.fault ?? "a subscription was refused"
      return
    }
    // A dialect without a mark for it is live with its answer.
    guard case .nchan = reader.dialect else { return }
    let index = Int(scanner.stream) / 2
    guard !subscriptions[index].isReady else { return }
    subscriptions[index].isReady = true
    state.ready += 1
  }
}
