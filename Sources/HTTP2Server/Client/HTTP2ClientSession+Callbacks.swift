import CNGHTTP2

extension HTTP2ClientSession {
  /// SAFETY: made once, never changed after, and never freed.
  nonisolated(unsafe) static let callbacks: OpaquePointer? = unsafe makeCallbacks()
  /// SAFETY: made once, never changed after, and never freed.
  nonisolated(unsafe) static let options: OpaquePointer? = unsafe makeOptions()

  private static func makeOptions() -> OpaquePointer? {
    var options: OpaquePointer?
    guard unsafe nghttp2_option_new(&options) == 0 else { return nil }
    // Streams are credited when their readers have taken what came.
    unsafe nghttp2_option_set_no_auto_window_update(options, 1)
    unsafe nghttp2_option_set_no_closed_streams(options, 1)
    return unsafe options
  }

  private static func makeCallbacks() -> OpaquePointer? {
    var callbacks: OpaquePointer?
    guard unsafe nghttp2_session_callbacks_new(&callbacks) == 0 else { return nil }
    unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
      guard let stream = unsafe frame?.pointee.hd.stream_id else { return 0 }
      unsafe HTTP2ClientSession.withSession(user) { session in
        // Anything but a first or interim header is a trailer, which says nothing here.
        if session.heads[stream]?.isReported != true { session.heads[stream] = HTTP2AnswerHead() }
      }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, user in
      guard let stream = unsafe frame?.pointee.hd.stream_id else { return 0 }
      // SAFETY: the bytes are lent for the call and copied.
      let name = unsafe UnsafeBufferPointer(start: name, count: nameCount)
      let value = unsafe UnsafeBufferPointer(start: value, count: valueCount)
      let nameText = unsafe String(decoding: name, as: UTF8.self)
      let valueText = unsafe String(decoding: value, as: UTF8.self)
      unsafe HTTP2ClientSession.withSession(user) { session in
        guard session.heads[stream]?.isReported == false else { return }
        session.heads[stream]?.add(nameText, valueText)
      }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
      _, _, stream, start, count, user in
      let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
      unsafe HTTP2ClientSession.withSession(user) { unsafe $0.dataArrived(stream, bytes) }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
      guard let header = unsafe frame?.pointee.hd else { return 0 }
      unsafe HTTP2ClientSession.withSession(user) { session in
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue: session.headEnded(header.stream_id)
        case NGHTTP2_GOAWAY.rawValue: session.news.append(.goAway)
        default: break
        }
      }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) {
      _, stream, errorCode, user in
      unsafe HTTP2ClientSession.withSession(user) { $0.closed(stream, errorCode: errorCode) }
      return 0
    }
    return unsafe callbacks
  }

  /// Gives the session what is left of a request's body.
  static let readBody: nghttp2_data_source_read_callback = {
    _, stream, room, length, flags, _, user in
    // SAFETY: the room is lent for the call.
    let room = unsafe UnsafeMutableRawBufferPointer(start: room, count: length)
    let (byteCount, isLast) = unsafe HTTP2ClientSession.withSession(user) {
      unsafe $0.takeBody(stream, room)
    }
    if isLast { unsafe flags?.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue) }
    return byteCount
  }

  private static func withSession<Result>(
    _ user: UnsafeMutableRawPointer?, _ body: (HTTP2ClientSession) -> Result
  ) -> Result {
    // SAFETY: the user data is the object that owns the session, and which whoever feeds the
    // session holds during the call.
    unsafe Unmanaged<HTTP2ClientSession>.fromOpaque(user!)._withUnsafeGuaranteedRef(body)
  }
}
