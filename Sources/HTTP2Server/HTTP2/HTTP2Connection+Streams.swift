import NIOCore

/// What streams ask of their connection.
extension HTTP2Connection {
  var openStreams: Int { streams.count }

  /// Submits a stream's response; its body, if any, is `Exchange.outgoing`.
  func submit(
    _ stream: HTTP2Stream, status: Int, headers: HTTPHeaderBlock, contentLength: Int?
  ) {
    let date = loop.date.value()
    // SAFETY: the fields are lent during the call; the stream keeps the block that they point into.
    let isSubmitted = unsafe loop.scratch.withFields(
      status: status, date: date, contentLength: contentLength, block: headers
    ) { fields, count in
      unsafe session.submitResponse(
        stream, fields: fields, count: count, hasBody: stream.outgoing != nil)
    }
    if !isSubmitted { session.reset(stream.id, .internalError) }
    needsPump()
  }

  /// Answers a request that is not handed over, and has the rest of it thrown away.
  func refuse(_ stream: HTTP2Stream, _ refusal: IncomingRequest.Refusal) {
    let refused = stream.incoming
    bodyBytesHeld -= refused?.body.readableBytes ?? 0
    stream.incoming = nil
    if refusal == .bodyTooLarge, let refused {
      return handler.refuseBody(
        of: refused.header(peer: peer), over: loop.limits.bodyBytesMax,
        HTTPResponder(exchange: stream))
    }
    stream.respond(
      status: refusal.rawValue, headers: refusal == .overloaded ? .retryAfterOneSecond : .empty,
      body: nil)
  }

  /// Lets a stream be asked for its body again.
  func resume(_ stream: HTTP2Stream) {
    session.resume(stream.id)
    needsPump()
  }

  /// Resets a stream.
  func reset(_ stream: HTTP2Stream, _ error: HTTPStreamError) {
    session.reset(stream.id, error)
    needsPump()
  }

  /// Lets a stream that waited for its share be asked again.
  func unstall(_ stream: HTTP2Stream) {
    stream.pause = .nothing
    stalledCount -= 1
    resume(stream)
  }

  /// Lets all streams that waited for their shares be asked again.
  func resumeStalled() {
    guard stalledCount > 0 else { return }
    for stream in streams where stream.pause == .share { unstall(stream) }
  }

  /// The session has closed a stream, however it ended. Called from inside the session.
  func streamClosed(_ id: Int32) {
    guard let stream = session.stream(id), stream.index < streams.count,
      streams[stream.index] === stream
    else { return }
    let last = streams.removeLast()
    if last !== stream {
      streams[stream.index] = last
      last.index = stream.index
    }
    if decoding === stream { decoding = nil }
    bodyBytesHeld -= stream.incoming?.body.readableBytes ?? 0
    share.closed(&stream.debt)
    if stream.pause == .share { stalledCount -= 1 }
    stream.end()
    if streams.isEmpty { timers.streams(open: 0, at: now) }
  }
}

extension HTTPHeaderBlock {
  /// For a refusal that will pass.
  static let retryAfterOneSecond = HTTPHeaderBlock([("retry-after", "1")])
}
