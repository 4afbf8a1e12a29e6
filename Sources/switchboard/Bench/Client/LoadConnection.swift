internal import NIOCore

/// Where a load client's requests come from, and what it makes of the answers.
protocol LoadPlan: AnyObject {
  /// The header block of the next request.
  var headerBlock: [UInt8] { get }
  /// The next request's body for a lane: nil when the lane is done; an empty one is a GET.
  func body(lane: Int) -> [UInt8]?
  /// A piece of an answer's body.
  func received(_ bytes: ByteBufferView, lane: Int)
  /// An answer is complete.
  func finished(lane: Int, isSuccess: Bool, microseconds: Int)
  /// Every lane is done, or the connection is lost.
  func ended(isWhole: Bool)
}

/// One HTTP/2 connection of a load client: as many requests in flight as it has lanes, each lane's
/// next one sent when its last one is answered.
final class LoadConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private struct Flight {
    var lane: Int
    var sent: ContinuousClock.Instant
    var isSuccess = false
  }

  private let plan: any LoadPlan
  private let laneCount: Int
  private var scanner = FrameScanner()
  private var small: [UInt8] = []
  private var flights: [Int32: Flight] = [:]
  private var nextStream: Int32 = 1
  private var uncredited = 0
  private var isDone = false

  init(plan: any LoadPlan, laneCount: Int) {
    self.plan = plan
    self.laneCount = laneCount
  }

  func channelActive(context: ChannelHandlerContext) {
    var output = HTTP2Frames.opening()
    for lane in 0..<laneCount { send(lane, &output) }
    context.writeAndFlush(wrapOutboundOut(output), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    var output = context.channel.allocator.buffer(capacity: 16_384)
    read(buffer, &output)
    if uncredited > 1 << 28 {
      HTTP2Frames.credit(&output, uncredited)
      uncredited = 0
    }
    if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
    if flights.isEmpty, !isDone { end(context, isWhole: true) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !isDone { end(context, isWhole: false) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func end(_ context: ChannelHandlerContext, isWhole: Bool) {
    isDone = true
    plan.ended(isWhole: isWhole)
    context.close(promise: nil)
  }

  private func read(_ buffer: ByteBuffer, _ output: inout ByteBuffer) {
    let bytes = buffer.readableBytesUInt8Span
    let view = buffer.readableBytesView
    var offset = 0
    while let piece = scanner.next(bytes, &offset) {
      if scanner.kind == HTTP2Frames.Kind.data {
        uncredited += piece.count
        if !piece.isEmpty, let lane = flights[scanner.stream]?.lane {
          let start = view.startIndex
          plan.received(view[start + piece.lowerBound..<start + piece.upperBound], lane: lane)
        }
        if scanner.isFrameEnd, scanner.flags & HTTP2Frames.endStream != 0 {
          finish(scanner.stream, &output)
        }
      } else {
        for index in piece { small.append(bytes[index]) }
        if scanner.isFrameEnd { takeFrame(&output) }
      }
    }
  }

  private func takeFrame(_ output: inout ByteBuffer) {
    defer { small.removeAll(keepingCapacity: true) }
    let isAnswer = scanner.flags & HTTP2Frames.acknowledgement != 0
    switch scanner.kind {
    case HTTP2Frames.Kind.headers:
      flights[scanner.stream]?.isSuccess = HTTP2Frames.isSuccess(small)
      if scanner.flags & HTTP2Frames.endStream != 0 { finish(scanner.stream, &output) }
    case HTTP2Frames.Kind.reset:
      flights[scanner.stream]?.isSuccess = false
      finish(scanner.stream, &output)
    case HTTP2Frames.Kind.settings where !isAnswer:
      HTTP2Frames.acknowledgeSettings(&output)
    case HTTP2Frames.Kind.ping where !isAnswer:
      HTTP2Frames.answerPing(small, &output)
    default: break
    }
  }

  private func finish(_ stream: Int32, _ output: inout ByteBuffer) {
    guard let flight = flights.removeValue(forKey: stream) else { return }
    plan.finished(
      lane: flight.lane, isSuccess: flight.isSuccess,
      microseconds: microseconds(.now - flight.sent))
    send(flight.lane, &output)
  }

  private func send(_ lane: Int, _ output: inout ByteBuffer) {
    guard let body = plan.body(lane: lane) else { return }
    let stream = nextStream
    nextStream += 2
    flights[stream] = Flight(lane: lane, sent: .now)
    let block = plan.headerBlock
    HTTP2Frames.head(
      &output, length: block.count, kind: HTTP2Frames.Kind.headers,
      flags: HTTP2Frames.endHeaders | (body.isEmpty ? HTTP2Frames.endStream : 0), stream: stream)
    output.writeBytes(block)
    guard !body.isEmpty else { return }
    HTTP2Frames.head(
      &output, length: body.count, kind: HTTP2Frames.Kind.data, flags: HTTP2Frames.endStream,
      stream: stream)
    output.writeBytes(body)
  }
}
