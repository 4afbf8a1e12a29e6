internal import NIOCore

/// One connection of a load client to Redis: as many `XADD` in flight as it has lanes, each lane's
/// next one sent when its last one is answered (RESP, the Redis serialization protocol).
final class RedisConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let plan: any LoadPlan
  private let laneCount: Int
  /// The lanes that wait for an answer, in the order of their requests, which is that of answers.
  private var flights: CircularBuffer<(lane: Int, sent: ContinuousClock.Instant)> = []
  private var input = ByteBuffer()
  private var isDone = false

  init(plan: any LoadPlan, laneCount: Int) {
    self.plan = plan
    self.laneCount = laneCount
  }

  func channelActive(context: ChannelHandlerContext) {
    var output = ByteBuffer()
    for lane in 0..<laneCount { send(lane, &output) }
    context.writeAndFlush(wrapOutboundOut(output), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    input.writeBuffer(&bytes)
    var output = ByteBuffer()
    while let isSuccess = nextAnswer(), let (lane, sent) = flights.popFirst() {
      plan.finished(lane: lane, isSuccess: isSuccess, microseconds: microseconds(.now - sent))
      send(lane, &output)
    }
    input.discardReadBytes()
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

  /// Whether the next answer is an entry's id, `$15\r\n1700000000000-0\r\n`; nil where it is not
  /// whole.
  private func nextAnswer() -> Bool? {
    let view = input.readableBytesView
    guard let lineEnd = view.firstIndex(of: 10) else { return nil }
    guard view.first == UInt8(ascii: "$"),
      let count = Int(String(decoding: view[..<lineEnd].dropFirst().dropLast(), as: UTF8.self))
    else {
      input.moveReaderIndex(to: lineEnd + 1)
      return false
    }
    let end = lineEnd + 1 + count + 2
    guard end <= view.endIndex else { return nil }
    input.moveReaderIndex(to: end)
    return true
  }

  private func send(_ lane: Int, _ output: inout ByteBuffer) {
    guard let body = plan.body(lane: lane) else { return }
    flights.append((lane, .now))
    output.writeString(
      "*5\r\n$4\r\nXADD\r\n$5\r\nbench\r\n$1\r\n*\r\n$1\r\ne\r\n$\(body.count)\r\n")
    output.writeBytes(body)
    output.writeString("\r\n")
  }
}
