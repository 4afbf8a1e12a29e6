import CNGHTTP2
import NIOCore

/// From streams to the channel.
extension HTTP2Connection {
  /// What a stream gives when the session asks it.
  enum NextPiece {
    case deferred
    case frame(byteCount: Int, isLast: Bool)
  }

  /// A pump hands over this many bytes at most before other connections get their turn.
  private static let pumpBytesMax = 1_024 * 1_024
  /// From this size on a piece leaves as it is, beside the batch: a system call takes both, and the
  /// copy that is saved costs more than a second entry in it. Encryption copies anyway, and makes a
  /// record of every entry, so there everything goes through the batch.
  private static let pieceBytesUncopied = 8 * 1_024

  var bytesQueued: Int {
    guard let context else { return 0 }
    // A channel that does not know counts as empty; ours all know.
    return (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  /// Has output sent soon: at the end of the read batch at work, or of what the loop is doing.
  func needsPump() {
    guard !isReading, !isPumpScheduled else { return }
    isPumpScheduled = true
    loop.schedulePump(self)
  }

  /// Sends what there is to send, as far as the channel takes it.
  func pump() {
    isPumpScheduled = false
    guard let context, !isPumping else { return }
    isPumping = true
    bytesEmitted = 0
    var isMore = true
    while isMore, bytesEmitted < Self.pumpBytesMax {
      let before = bytesEmitted
      gather(context)
      guard bytesEmitted > before else { break }
      context.flush()
      isMore = self.context != nil && context.channel.isWritable
    }
    isPumping = false
    settle(isExhausted: bytesEmitted >= Self.pumpBytesMax)
  }

  /// Asks the session for output until there is none or the channel is full.
  private func gather(_ context: ChannelHandlerContext) {
    // SAFETY: what the session hands out is valid until it is asked again; the batch copies it.
    do throws(HTTP2Session.SessionBroken) {
      while context.channel.isWritable, let bytes = try unsafe session.nextOutput() {
        unsafe loop.batch.append(bytes)
        if unsafe loop.batch.byteCount >= OutputBatch.byteCountFull { emit(context) }
      }
      emit(context)
    } catch {
      emit(context)
      context.close(promise: nil)
    }
  }

  private func emit(_ context: ChannelHandlerContext) {
    guard unsafe loop.batch.byteCount > 0 else { return }
    unsafe bytesEmitted += loop.batch.byteCount
    let bytes = unsafe loop.batch.take()
    context.write(wrapOutboundOut(bytes), promise: nil)
  }

  /// What follows from having sent everything: the end of the connection, perhaps.
  private func settle(isExhausted: Bool) {
    guard context != nil else { return }
    if isViolated, !isEnding { return end(.enhanceYourCalm) }
    if isExhausted { needsPump() }
    if !session.wantsRead, !session.wantsWrite { return finish() }
    perform(drainMachine.flushed(openStreams: streams.count))
  }
}

/// What the session says while it is asked for output; called from inside
/// `HTTP2Session.nextOutput`.
extension HTTP2Connection {
  /// The next piece of a stream's body, if it has one and may send it.
  func nextPiece(of stream: HTTP2Stream, upTo byteCount: Int) -> NextPiece {
    guard stream.outgoing != nil else { return .deferred }
    let allowance = share.allowance(window: session.peerWindow, debt: stream.debt)
    guard allowance > 0 else {
      stream.pause = .share
      stalledCount += 1
      share.stalled(&stream.debt)
      return .deferred
    }
    switch stream.nextPiece(upTo: min(byteCount, allowance)) {
    case .bytes(let piece, let isLast):
      stream.piece = piece
      share.sent(piece.readableBytes, on: &stream.debt)
      return .frame(byteCount: piece.readableBytes, isLast: isLast)
    case .pending:
      stream.pause = .source
      if stream.outgoing?.followsWake == true { loop.waiting.insert(stream) }
      return .deferred
    case .abort(let error):
      session.reset(stream.id, error)
      return .deferred
    case nil:
      return .deferred
    }
  }

  /// Sends a DATA frame; false when the channel is full: the session asks again later.
  func sendData(_ stream: HTTP2Stream, _ header: UnsafeRawBufferPointer) -> Bool {
    guard let context, context.channel.isWritable else { return false }
    // SAFETY: the header is lent for the length of this call; the batch copies it.
    unsafe loop.batch.append(header)
    if let piece = stream.piece {
      stream.piece = nil
      if piece.readableBytes >= Self.pieceBytesUncopied, !peer.isSecure {
        emit(context)
        bytesEmitted += piece.readableBytes
        context.write(wrapOutboundOut(piece), promise: nil)
      } else {
        unsafe loop.batch.append(piece)
      }
    }
    if unsafe loop.batch.byteCount >= OutputBatch.byteCountFull { emit(context) }
    return true
  }

  /// A frame was sent.
  func frameSent(_ header: nghttp2_frame_hd, errorCode: UInt32?) {
    switch UInt32(header.type) {
    case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
      meter.responseFrameSent()
      guard header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0,
        let stream = session.stream(header.stream_id), !stream.isRequestComplete
      else { return }
      stream.answeredAt = loop.now
    case NGHTTP2_RST_STREAM.rawValue:
      loop.metrics.resetsSent += 1
      if let errorCode { resetSent(errorCode) }
    default:
      break
    }
  }

  /// A reset that the peer has provoked counts like one that it sent.
  private func resetSent(_ errorCode: UInt32) {
    switch errorCode {
    case NGHTTP2_PROTOCOL_ERROR.rawValue, NGHTTP2_FLOW_CONTROL_ERROR.rawValue,
      NGHTTP2_STREAM_CLOSED.rawValue:
      if !meter.admit(.reset, at: now) { isViolated = true }
    case NGHTTP2_REFUSED_STREAM.rawValue:
      if !meter.admit(.idleFrame, at: now) { isViolated = true }
    default:
      break
    }
  }
}
