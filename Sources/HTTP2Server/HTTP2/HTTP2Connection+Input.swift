import CNGHTTP2
import NIOCore

/// What the session says while it is fed; all called from inside `HTTP2Session.receive`. Where a
/// `Bool` is returned, false stops the session: a limit was broken.
///
/// SAFETY: frames and bytes are lent by the session for the length of the call. They are read or
/// copied before it returns, and no pointer is kept. Which member of a frame's union is read
/// follows from the type in its header.
extension HTTP2Connection {
  /// A frame's header has been read.
  func frameBegan(_ header: nghttp2_frame_hd) -> Bool {
    let isAcknowledgement = header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0
    let isEndOfHeader = header.flags & UInt8(NGHTTP2_FLAG_END_HEADERS.rawValue) != 0
    switch UInt32(header.type) {
    case NGHTTP2_DATA.rawValue:
      let isEnd = header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
      return header.length > 0 || isEnd || admit(.emptyData)
    case NGHTTP2_HEADERS.rawValue:
      unsafe headerMeter = HeaderMeter()
      timers.header(begunAt: isEndOfHeader ? nil : now)
      return true
    case NGHTTP2_RST_STREAM.rawValue:
      loop.metrics.resetsReceived += 1
      return admit(.reset)
    case NGHTTP2_SETTINGS.rawValue:
      return isAcknowledgement || admit(.settings)
    case NGHTTP2_PING.rawValue:
      return admit(isAcknowledgement ? .idleFrame : .ping)
    case NGHTTP2_WINDOW_UPDATE.rawValue:
      return admit(.windowUpdate)
    case NGHTTP2_CONTINUATION.rawValue:
      if isEndOfHeader { timers.header(begunAt: nil) }
      return unsafe headerMeter.continuation(limits: loop.limits) || violate()
    default:
      return admit(.idleFrame)
    }
  }

  /// A header block begins: of a request, or its trailers, which are decoded and dropped.
  func headersBegan(_ frame: UnsafePointer<nghttp2_frame>) -> Bool {
    decoding = nil
    guard unsafe frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST else { return true }
    let stream = HTTP2Stream(id: unsafe frame.pointee.hd.stream_id, connection: self, since: now)
    stream.index = streams.count
    streams.append(stream)
    session.attach(stream)
    decoding = stream
    if streams.count == 1 { timers.streams(open: 1, at: now) }
    return true
  }

  /// A field of the block has been decoded.
  func fieldReceived(
    _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let byteCount = name.count + value.count
    switch unsafe headerMeter.field(byteCount: byteCount, limits: loop.limits) {
    case .keep:
      unsafe decoding?.incoming?.add(name: name, value: value)
      return true
    case .tooLarge:
      return true
    case .attack:
      return violate()
    }
  }

  /// A part of a request's body came.
  func bodyReceived(_ streamID: Int32, _ bytes: UnsafeRawBufferPointer) {
    guard let stream = session.stream(streamID), stream.incoming != nil else { return }
    let refusal = unsafe stream.incoming?.add(
      bytes, bytesHeld: bodyBytesHeld, limits: loop.limits)
    if let refusal {
      refuse(stream, refusal)
    } else {
      bodyBytesHeld += bytes.count
    }
  }

  /// A whole frame came.
  func frameReceived(_ frame: UnsafePointer<nghttp2_frame>) {
    timers.heard(at: now)
    let header = unsafe frame.pointee.hd
    let isEnd = header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
    switch UInt32(header.type) {
    case NGHTTP2_HEADERS.rawValue:
      headerReceived(header.stream_id, isEnd: isEnd)
    case NGHTTP2_DATA.rawValue:
      if isEnd, let stream = session.stream(header.stream_id) { requestReceived(stream) }
    case NGHTTP2_WINDOW_UPDATE.rawValue:
      let increment = unsafe frame.pointee.window_update.window_size_increment
      windowOpened(header.stream_id, by: Int(increment))
    case NGHTTP2_PING.rawValue:
      if header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0 { unsafe pingAnswered(frame) }
    default:
      break
    }
  }

  private func headerReceived(_ streamID: Int32, isEnd: Bool) {
    let stream = decoding
    decoding = nil
    guard let stream else {
      if isEnd, let stream = session.stream(streamID) { requestReceived(stream) }
      return
    }
    stream.isHead = stream.incoming?.method == .head
    if unsafe headerMeter.isTooLarge {
      stream.isRequestComplete = isEnd
      refuse(stream, .headerTooLarge)
    } else if isEnd {
      requestReceived(stream)
    } else if stream.incoming?.announcesTooMuch(limits: loop.limits) == true {
      refuse(stream, .bodyTooLarge)
    } else if stream.incoming?.expectsContinue == true {
      session.submitContinue(stream, scratch: loop.scratch)
    }
  }

  /// A request is complete: hand it over, unless it was refused before.
  private func requestReceived(_ stream: HTTP2Stream) {
    stream.isRequestComplete = true
    guard let incoming = stream.incoming else { return }
    stream.incoming = nil
    bodyBytesHeld -= incoming.body.readableBytes
    loop.metrics.requestsTotal += 1
    handler.handle(incoming.completed(peer: peer), HTTPResponder(exchange: stream))
  }

  private func windowOpened(_ streamID: Int32, by increment: Int) {
    if streamID == 0 {
      let window = session.peerWindow
      share.windowOpened(by: increment, to: window)
      if share.commonBytes(window: window) > 0 { resumeStalled() }
    } else if let stream = session.stream(streamID) {
      share.credited(increment, on: &stream.debt)
      if stream.pause == .share { unstall(stream) }
    }
  }

  private func pingAnswered(_ frame: UnsafePointer<nghttp2_frame>) {
    let payload = unsafe frame.pointee.ping.opaque_data
    guard unsafe withUnsafeBytes(of: payload, { unsafe $0.elementsEqual(Self.noticePayload) })
    else { return }
    perform(drainMachine.noticeAnswered())
  }

  private func admit(_ act: AbuseMeter.Act) -> Bool {
    meter.admit(act, at: now) || violate()
  }

  private func violate() -> Bool {
    isViolated = true
    return false
  }
}
