internal import NIOCore

/// Where a load client's requests come from, and what it makes of the answers.
protocol LoadPlan: AnyObject {
  /// The header block of every request.
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
  private var input = ByteBuffer()
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
    var bytes = unwrapInboundIn(data)
    input.writeBuffer(&bytes)
    var output = context.channel.allocator.buffer(capacity: 16_384)
    while let frame = nextFrame() { take(frame, &output) }
    input.discardReadBytes()
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

  // MARK: Frames

  private struct Frame {
    var kind: UInt8
    var flags: UInt8
    var stream: Int32
    var payload: ByteBuffer
  }

  private func nextFrame() -> Frame? {
    let start = input.readerIndex
    guard let high = input.getInteger(at: start, as: UInt8.self),
      let low = input.getInteger(at: start + 1, as: UInt16.self),
      input.readableBytes >= HTTP2Frames.headBytes + Int(high) << 16 + Int(low)
    else { return nil }
    let length = Int(high) << 16 + Int(low)
    input.moveReaderIndex(forwardBy: 3)
    guard let kind = input.readInteger(as: UInt8.self),
      let flags = input.readInteger(as: UInt8.self),
      let stream = input.readInteger(as: Int32.self), let payload = input.readSlice(length: length)
    else { return nil }
    return Frame(kind: kind, flags: flags, stream: stream & 0x7FFF_FFFF, payload: payload)
  }

  private func take(_ frame: Frame, _ output: inout ByteBuffer) {
    switch frame.kind {
    case HTTP2Frames.Kind.headers:
      flights[frame.stream]?.isSuccess = HTTP2Frames.isSuccess(frame.payload.readableBytesView)
      if frame.flags & HTTP2Frames.endStream != 0 { finish(frame.stream, &output) }
    case HTTP2Frames.Kind.data:
      uncredited += frame.payload.readableBytes
      if let lane = flights[frame.stream]?.lane {
        plan.received(frame.payload.readableBytesView, lane: lane)
      }
      if frame.flags & HTTP2Frames.endStream != 0 { finish(frame.stream, &output) }
    case HTTP2Frames.Kind.reset:
      flights[frame.stream]?.isSuccess = false
      finish(frame.stream, &output)
    case HTTP2Frames.Kind.settings where frame.flags & HTTP2Frames.acknowledgement == 0:
      HTTP2Frames.head(
        &output, length: 0, kind: HTTP2Frames.Kind.settings, flags: HTTP2Frames.acknowledgement,
        stream: 0)
    case HTTP2Frames.Kind.ping where frame.flags & HTTP2Frames.acknowledgement == 0:
      var payload = frame.payload
      HTTP2Frames.head(
        &output, length: 8, kind: HTTP2Frames.Kind.ping, flags: HTTP2Frames.acknowledgement,
        stream: 0)
      output.writeBuffer(&payload)
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
