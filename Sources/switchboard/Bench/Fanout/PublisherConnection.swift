internal import NIOCore

/// One HTTP/2 connection that posts the events it is ordered to, each as a request of its own.
final class PublisherConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = PublishOrder
  typealias OutboundOut = ByteBuffer

  private let headerBlock: [UInt8]
  private let body: FanoutBody
  /// What the answer to an event must hold; empty where it does not matter.
  private let head: UInt64?
  private let tally: FanoutTally
  private var scanner = FrameScanner()
  private var small: [UInt8] = []
  private var nextStream: Int32 = 1
  private var flights: [Int32: Flight] = [:]
  /// Events that wait until a request is answered.
  private var waiting: CircularBuffer<Int> = []

  /// Requests open at once: servers allow 256, or 128.
  private static let flightsMax = 100

  private struct Flight {
    var event: Int
    var answer: [UInt8] = []
  }

  /// - Parameter head: the log's head before the first event: positions in answers are checked.
  init(headerBlock: [UInt8], body: FanoutBody, head: UInt64?, tally: FanoutTally) {
    self.headerBlock = headerBlock
    self.body = body
    self.head = head
    self.tally = tally
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(HTTP2Frames.opening()), promise: nil)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    waiting.append(contentsOf: unwrapOutboundIn(data).events)
    var output = ByteBuffer()
    send(&output)
    context.write(wrapOutboundOut(output), promise: promise)
  }

  /// Sends what waits, as far as the server lets requests be open at once.
  private func send(_ output: inout ByteBuffer) {
    while flights.count < Self.flightsMax, let event = waiting.popFirst() {
      let bytes = body.bytes(event)
      HTTP2Frames.head(
        &output, length: headerBlock.count, kind: HTTP2Frames.Kind.headers,
        flags: HTTP2Frames.endHeaders, stream: nextStream)
      output.writeBytes(headerBlock)
      HTTP2Frames.head(
        &output, length: bytes.count, kind: HTTP2Frames.Kind.data, flags: HTTP2Frames.endStream,
        stream: nextStream)
      output.writeBytes(bytes)
      flights[nextStream] = Flight(event: event)
      nextStream += 2
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    var output = ByteBuffer()
    let bytes = buffer.readableBytesUInt8Span
    var offset = 0
    while let piece = scanner.next(bytes, &offset) {
      for index in piece { small.append(bytes[index]) }
      guard scanner.isFrameEnd else { continue }
      takeFrame(&output)
      small.removeAll(keepingCapacity: true)
    }
    send(&output)
    if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    tally.fail("the publisher failed: \(error)")
    context.close(promise: nil)
  }

  private func takeFrame(_ output: inout ByteBuffer) {
    let isAnswer = scanner.flags & HTTP2Frames.acknowledgement != 0
    let isEnd = scanner.flags & HTTP2Frames.endStream != 0
    switch scanner.kind {
    case HTTP2Frames.Kind.headers:
      // nchan answers 202 where nobody has asked for the event yet.
      if !HTTP2Frames.isSuccess(small), head != nil { tally.fail("an event was refused") }
      if isEnd { finish() }
    case HTTP2Frames.Kind.data:
      flights[scanner.stream]?.answer += small
      if isEnd { finish() }
    case HTTP2Frames.Kind.reset, HTTP2Frames.Kind.goAway:
      tally.fail(HTTP2Frames.ending(scanner, small))
    case HTTP2Frames.Kind.settings where !isAnswer:
      HTTP2Frames.acknowledgeSettings(&output)
    case HTTP2Frames.Kind.ping where !isAnswer:
      HTTP2Frames.answerPing(small, &output)
    default: break
    }
  }

  /// An answer is complete: where events have positions, this one has the expected.
  private func finish() {
    guard let flight = flights.removeValue(forKey: scanner.stream), let head else { return }
    let expected = Array("{\"position\":\(head + UInt64(flight.event) + 1),".utf8)
    guard flight.answer.starts(with: expected) else {
      tally.fail("event \(flight.event): \(String(decoding: flight.answer, as: UTF8.self))")
      return
    }
  }
}
