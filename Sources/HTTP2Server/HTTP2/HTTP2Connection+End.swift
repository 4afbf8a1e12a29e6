import NIOCore

/// How a connection ends: in time, in peace, or at once.
extension HTTP2Connection {
  /// What the PING of a shutdown notice carries: "goodbye!".
  static let noticePayload: [UInt8] = [0x67, 0x6f, 0x6f, 0x64, 0x62, 0x79, 0x65, 0x21]
  /// How long a peer may read our last words before the socket is taken away. Closing at once, with
  /// input unread, would make the system throw them away.
  private static let lingerTime = TimeAmount.seconds(1)
  /// How long the rest of a request that has been answered is thrown away before it is refused: a
  /// client that is told at once may drop the answer.
  private static let restMilliseconds: Int64 = 1_000

  func sweep(at now: Int64) {
    self.now = now
    for stream in streams {
      if let incoming = stream.incoming, now - incoming.since >= loop.limits.bodyMilliseconds {
        refuse(stream, .timeout)
      } else if let answeredAt = stream.answeredAt, now - answeredAt >= Self.restMilliseconds {
        stream.answeredAt = nil
        session.reset(stream.id, .noError)
      }
    }
    if share.tick(isStalled: stalledCount > 0) { resumeStalled() }
    switch timers.due(at: now, limits: loop.limits) {
    case .nothing: break
    case .ping: session.submitPing([0, 0, 0, 0, 0, 0, 0, 0])
    case .idle: session.submitGoaway()
    case .headerTooSlow: return end(.enhanceYourCalm)
    case .dead: return closeNow()
    }
    perform(drainMachine.tick(at: now))
    needsPump()
  }

  func drain() {
    perform(drainMachine.begin(at: loop.now))
    for stream in streams { stream.drain() }
    needsPump()
  }

  func closeNow() {
    context?.close(promise: nil)
  }

  /// Carries out a step of the drain.
  func perform(_ action: DrainMachine.Action) {
    switch action {
    case .nothing:
      break
    case .sendNotice:
      session.submitShutdownNotice()
      session.submitPing(Self.noticePayload)
    case .sendGoaway:
      session.submitGoaway()
      needsPump()
    case .close:
      finish()
    }
  }

  /// Tells the peer off and closes.
  func end(_ error: HTTPStreamError) {
    guard !isEnding else { return }
    isEnding = true
    loop.metrics.abuseClosures += 1
    session.terminate(error)
    if !isReading { pump() }
  }

  /// Closes after everything written has been taken, and not before the peer could read it.
  func finish() {
    guard let context, !isClosing else { return }
    isClosing = true
    isEnding = true
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
      channel.close(mode: .output, promise: nil)
      channel.eventLoop.scheduleTask(in: Self.lingerTime) { channel.close(promise: nil) }
    }
  }
}
