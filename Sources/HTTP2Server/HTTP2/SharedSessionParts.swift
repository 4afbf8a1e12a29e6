import CNGHTTP2

/// The parts that all sessions share: libnghttp2 copies both when a session is made.
enum SharedSessionParts {
  /// SAFETY: made once, never changed after, and never freed.
  nonisolated(unsafe) static let callbacks: OpaquePointer? = unsafe makeCallbacks()
  /// SAFETY: made once, never changed after, and never freed.
  nonisolated(unsafe) static let options: OpaquePointer? = unsafe makeOptions()

  private static func makeOptions() -> OpaquePointer? {
    var options: OpaquePointer?
    guard unsafe nghttp2_option_new(&options) == 0 else { return nil }
    // Closed streams would be kept for the priority tree, which we do not use.
    unsafe nghttp2_option_set_no_closed_streams(options, 1)
    return unsafe options
  }

  private static func makeCallbacks() -> OpaquePointer? {
    var callbacks: OpaquePointer?
    guard unsafe nghttp2_session_callbacks_new(&callbacks) == 0 else { return nil }
    unsafe nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, header, user in
      guard let header = unsafe header?.pointee else { return 0 }
      return unsafe SharedSessionParts.verdict(user) { $0.frameBegan(header) }
    }
    unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
      guard let frame = unsafe frame else { return 0 }
      return unsafe SharedSessionParts.verdict(user) { unsafe $0.headersBegan(frame) }
    }
    unsafe nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, _, name, nameCount, value, valueCount, _, user in
      let name = unsafe UnsafeBufferPointer(start: name, count: nameCount)
      let value = unsafe UnsafeBufferPointer(start: value, count: valueCount)
      return unsafe SharedSessionParts.verdict(user) { unsafe $0.fieldReceived(name, value) }
    }
    unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
      _, _, streamID, start, count, user in
      let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
      unsafe SharedSessionParts.withConnection(user) { unsafe $0.bodyReceived(streamID, bytes) }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
      guard let frame = unsafe frame else { return 0 }
      unsafe SharedSessionParts.withConnection(user) { unsafe $0.frameReceived(frame) }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, user in
      guard let header = unsafe frame?.pointee.hd else { return 0 }
      let errorCode =
        header.type == UInt8(NGHTTP2_RST_STREAM.rawValue)
        ? unsafe frame?.pointee.rst_stream.error_code : nil
      unsafe SharedSessionParts.withConnection(user) { $0.frameSent(header, errorCode: errorCode) }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) {
      _, streamID, _, user in
      unsafe SharedSessionParts.withConnection(user) { $0.streamClosed(streamID) }
      return 0
    }
    unsafe nghttp2_session_callbacks_set_send_data_callback(callbacks) {
      _, _, header, _, source, user in
      // SAFETY: the header of a frame is nine bytes.
      let header = unsafe UnsafeRawBufferPointer(start: header, count: 9)
      let isSent = unsafe SharedSessionParts.withConnection(user) { connection in
        unsafe SharedSessionParts.withStream(source) { unsafe connection.sendData($0, header) }
      }
      return isSent ? 0 : NGHTTP2_ERR_WOULDBLOCK.rawValue
    }
    return unsafe callbacks
  }

  /// Asks a stream for the next piece of its body.
  static let readBody: nghttp2_data_source_read_callback = {
    _, _, _, length, flags, source, user in
    let piece = unsafe SharedSessionParts.withConnection(user) { connection in
      unsafe SharedSessionParts.withStream(source) { connection.nextPiece(of: $0, upTo: length) }
    }
    switch piece {
    case .deferred:
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    case .frame(let byteCount, let isLast):
      unsafe flags?.pointee |= UInt32(NGHTTP2_DATA_FLAG_NO_COPY.rawValue)
      if isLast { unsafe flags?.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue) }
      return byteCount
    }
  }

  private static func verdict(
    _ user: UnsafeMutableRawPointer?, _ body: (HTTP2Connection) -> Bool
  ) -> CInt {
    unsafe withConnection(user, body) ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
  }

  private static func withConnection<Result>(
    _ user: UnsafeMutableRawPointer?, _ body: (HTTP2Connection) -> Result
  ) -> Result {
    // SAFETY: the user data of a session is its connection, which outlives it, and which whoever
    // feeds the session holds during the call.
    unsafe Unmanaged<HTTP2Connection>.fromOpaque(user!)._withUnsafeGuaranteedRef(body)
  }

  private static func withStream<Result>(
    _ source: UnsafeMutablePointer<nghttp2_data_source>?, _ body: (HTTP2Stream) -> Result
  ) -> Result {
    // SAFETY: set by `submitResponse`; the connection keeps the object until the stream is closed.
    unsafe Unmanaged<HTTP2Stream>.fromOpaque(source!.pointee.ptr)._withUnsafeGuaranteedRef(body)
  }
}
