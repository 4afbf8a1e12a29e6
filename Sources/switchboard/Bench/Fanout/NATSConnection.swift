internal import NIOCore
internal import Synchronization

/// One connection to a NATS server, with subscriptions or as the publisher (the client protocol of
/// NATS, in text: docs.nats.io/reference/reference-protocols/nats-protocol).
final class NATSConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = PublishOrder
  typealias OutboundOut = ByteBuffer

  private static let subject = "bench"
  /// No message of a bench is longer.
  private static let messageBytesMax = 1_024

  private let tally: FanoutTally
  /// The number of the event that must come next, by subscription.
  private var next: [Int]
  private var carry: [UInt8] = []
  private var isReady = false

  /// - Parameter subscriptions: 0 for a publisher.
  init(subscriptions: Int, tally: FanoutTally) {
    self.tally = tally
    next = Array(repeating: 0, count: subscriptions)
  }

  func channelActive(context: ChannelHandlerContext) {
    var output = ByteBuffer(string: "CONNECT {\"verbose\":false}\r\n")
    for index in next.indices { output.writeString("SUB \(Self.subject) \(index)\r\n") }
    output.writeString("PING\r\n")
    context.writeAndFlush(wrapOutboundOut(output), promise: nil)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    var output = ByteBuffer()
    for event in unwrapOutboundIn(data).events {
      let bytes = FanoutBody.plain.bytes(event)
      output.writeString("PUB \(Self.subject) \(bytes.count)\r\n")
      output.writeBytes(bytes)
      output.writeString("\r\n")
    }
    context.write(wrapOutboundOut(output), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    let now = FanoutTally.now
    var output = ByteBuffer()
    let completed = tally.state.withLock { state in
      let before = state.completed
      read(buffer.readableBytesUInt8Span, &state, &output, at: now)
      return state.completed - before
    }
    if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
    if completed > 0 { tally.publishDue() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    tally.fail("a connection failed: \(error)")
    context.close(promise: nil)
  }

  private func read(
    _ bytes: Span<UInt8>, _ state: inout FanoutTally.State, _ output: inout ByteBuffer,
    at now: Int64
  ) {
    var offset = 0
    while !carry.isEmpty, offset < bytes.count {
      let before = carry.count
      for index in offset..<min(bytes.count, offset + Self.messageBytesMax) {
        carry.append(bytes[index])
      }
      let message = carry
      if let end = take(message.span, from: 0, &state, &output, at: now) {
        offset += end - before
        carry = []
      } else {
        offset += message.count - before
      }
    }
    while offset < bytes.count {
      guard let end = take(bytes, from: offset, &state, &output, at: now) else {
        for index in offset..<bytes.count { carry.append(bytes[index]) }
        return
      }
      offset = end
    }
  }
}

extension NATSConnection {
  /// Takes one message.
  ///
  /// - Returns: where the next one begins; nil where it is not whole.
  private func take(
    _ bytes: Span<UInt8>, from start: Int, _ state: inout FanoutTally.State,
    _ output: inout ByteBuffer, at now: Int64
  ) -> Int? {
    guard let lineEnd = Self.lineEnd(bytes, from: start) else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "M"):
      var index = start + 4 + Self.subject.utf8.count + 1
      let subscription = Self.number(bytes, &index)
      index += 1
      let byteCount = Self.number(bytes, &index)
      let end = lineEnd + byteCount + 2
      guard end <= bytes.count else { return nil }
      var place = lineEnd
      deliver(Self.number(bytes, &place), to: subscription, byteCount, &state, at: now)
      return end
    case UInt8(ascii: "P") where bytes[start + 1] == UInt8(ascii: "I"):
      output.writeString("PONG\r\n")
    case UInt8(ascii: "P"):
      if !isReady { state.ready += next.count }
      isReady = true
    case UInt8(ascii: "-"):
      state.fault = state.fault ?? "the server said -ERR"
    default: break
    }
    return lineEnd
  }

  private func deliver(
    _ number: Int, to subscription: Int, _ byteCount: Int, _ state: inout FanoutTally.State,
    at now: Int64
  ) {
    guard next.indices.contains(subscription), next[subscription] == number else {
      state.fault = state.fault ?? "event \(number) came out of turn"
      return
    }
    next[subscription] += 1
    state.deliver(number, byteCount, at: now)
  }

  private static func lineEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == 10 { return index + 1 }
      index += 1
    }
    return nil
  }

  private static func number(_ bytes: Span<UInt8>, _ index: inout Int) -> Int {
    var number = 0
    while index < bytes.count, bytes[index] >= UInt8(ascii: "0") {
      number = number &* 10 &+ Int(bytes[index] & 0x0F)
      index += 1
    }
    return number
  }
}
