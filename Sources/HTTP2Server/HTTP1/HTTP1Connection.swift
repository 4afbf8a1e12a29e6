import NIOCore
import NIOHTTP1

/// One HTTP/1.1 connection: probes, scrapers, proxies and scripts speak it. One request after the
/// other (`HTTPServerPipelineHandler` sees to that), with the same handler as HTTP/2.
final class HTTP1Connection: ChannelInboundHandler, LoopConnection {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  let loop: LoopContext
  let peer: HTTPPeer
  let handler: any HTTPHandler
  var connectionIndex: Int?

  var context: ChannelHandlerContext?
  /// The request that is coming in.
  private var incoming: IncomingRequest?
  /// The request that is being answered.
  private(set) var exchange: HTTP1Exchange?
  var timers: ConnectionTimers
  /// Whether the connection closes after the response being sent.
  var isLast = false
  /// Whether the server wants to stop.
  private(set) var isDraining = false
  /// Whether the connection is closing and input is thrown away.
  var isCut = false
  var isHTTP10 = false
  var isPumpScheduled = false
  private(set) var isRequestComplete = true

  init(loop: LoopContext, peer: HTTPPeer, handler: any HTTPHandler) {
    self.loop = loop
    self.peer = peer
    self.handler = handler
    timers = ConnectionTimers(at: loop.now)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    loop.add(self)
    loop.metrics.connectionsTotal += 1
    timers.header(begunAt: loop.now)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // After the last response a request is not carried out: its client would not learn of it.
    guard !isCut else { return }
    timers.heard(at: loop.now)
    switch unwrapInboundIn(data) {
    case .head(let head): headReceived(head)
    case .body(let bytes): bodyReceived(bytes)
    case .end: requestReceived()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    timers.writable(context.channel.isWritable, at: loop.now)
    if context.channel.isWritable { needsPump() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What cannot be parsed cannot be followed: answer if nothing has been answered, and close.
    if let error = error as? HTTPParserError, exchange == nil {
      isLast = true
      exchange = HTTP1Exchange(connection: self, isHead: false)
      exchange?.respond(
        status: error == .headerOverflow ? 431 : 400, headers: .empty, body: nil)
    }
    context.close(promise: nil)
  }

  /// The exchange has been answered in full.
  func exchangeEnded() {
    exchange?.end()
    exchange = nil
    timers.streams(open: 0, at: loop.now)
  }

  private func leave() {
    context = nil
    loop.remove(self)
    exchange?.end()
    exchange = nil
  }
}

// MARK: - A request comes in

extension HTTP1Connection {
  private func headReceived(_ head: HTTPRequestHead) {
    timers.header(begunAt: nil)
    timers.streams(open: 1, at: loop.now)
    isRequestComplete = false
    isHTTP10 = head.version.major < 1 || (head.version.major == 1 && head.version.minor == 0)
    isLast = isLast || !head.isKeepAlive
    let new = HTTP1Exchange(connection: self, isHead: head.method == .HEAD)
    exchange = new
    var request = IncomingRequest(since: loop.now)
    request.method = HTTPMethod(token: head.method.rawValue)
    request.target = Self.originForm(head.uri)
    var meter = HeaderMeter()
    for (name, value) in head.headers {
      let byteCount = name.utf8.count + value.utf8.count
      guard meter.field(byteCount: byteCount, limits: loop.limits) == .keep else {
        return refuse(.headerTooLarge)
      }
      request.add(name: name.lowercased(), value: value)
    }
    guard isHTTP10 || head.headers["host"].count == 1 else { return refuse(.malformed) }
    incoming = request
    guard !request.announcesTooMuch(limits: loop.limits) else { return refuse(.bodyTooLarge) }
    if request.expectsContinue, !isHTTP10, let context {
      let head = HTTPResponseHead(version: .http1_1, status: .continue)
      context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }
  }

  /// The path and query of a target that may name scheme and host too (RFC 9112 §3.2.2).
  private static func originForm(_ target: String) -> String {
    guard !target.hasPrefix("/"),
      let authority = target.firstRange(of: "://")?.upperBound
    else { return target }
    guard let path = target[authority...].firstIndex(where: { $0 == "/" || $0 == "?" }) else {
      return "/"
    }
    return target[path] == "/" ? String(target[path...]) : "/" + target[path...]
  }

  private func bodyReceived(_ bytes: ByteBuffer) {
    guard incoming != nil else { return }
    let held = incoming?.body.readableBytes ?? 0
    // SAFETY: the bytes are copied before the call returns.
    let refusal = unsafe bytes.withUnsafeReadableBytes {
      unsafe incoming?.add($0, bytesHeld: held, limits: loop.limits)
    }
    if let refusal { refuse(refusal) }
  }

  private func requestReceived() {
    isRequestComplete = true
    guard let request = incoming, let exchange else { return }
    incoming = nil
    loop.metrics.requestsTotal += 1
    handler.handle(request.completed(peer: peer), HTTPResponder(exchange: exchange))
  }

  /// Answers a request that is not handed over. The connection closes after it: what comes of the
  /// request could not be told from the next one without reading it all.
  private func refuse(_ refusal: IncomingRequest.Refusal) {
    let refused = incoming
    incoming = nil
    isLast = true
    if refusal == .bodyTooLarge, let refused, let exchange {
      return handler.refuseBody(
        of: refused.header(peer: peer), over: loop.limits.bodyBytesMax,
        HTTPResponder(exchange: exchange))
    }
    exchange?.respond(
      status: refusal.rawValue, headers: refusal == .overloaded ? .retryAfterOneSecond : .empty,
      body: nil)
  }
}

// MARK: - Time

extension HTTP1Connection {
  func sweep(at now: Int64) {
    if let incoming, now - incoming.since >= loop.limits.bodyMilliseconds {
      return refuse(.timeout)
    }
    // Silence is no sign here: without PING, a client that listens says nothing.
    timers.heard(at: now)
    switch timers.due(at: now, limits: loop.limits) {
    case .nothing, .ping: break
    case .idle, .headerTooSlow: cut()
    case .dead: closeNow()
    }
  }

  func drain() {
    isLast = true
    isDraining = true
    guard let exchange else { return cut() }
    exchange.outgoing?.drain()
    exchange.resume()
  }

  func closeNow() {
    context?.close(promise: nil)
  }

  var openStreams: Int { exchange == nil ? 0 : 1 }
}
