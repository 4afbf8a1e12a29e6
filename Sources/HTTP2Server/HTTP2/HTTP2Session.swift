import CNGHTTP2
import NIOCore

/// A server's libnghttp2 session: frames in, frames out, HPACK and flow control.
///
/// The session calls its connection back (`SharedSessionParts`) from inside `receive` and
/// `nextOutput`. Requests to send something may be made inside those calls; `receive` and
/// `nextOutput` themselves may not. Used on the connection's loop only.
///
/// A bare pointer, not an object, so that using it in every callback counts no references. Whoever
/// makes one frees it, once, when nobody uses it any more.
@safe struct HTTP2Session {
  private let pointer: OpaquePointer

  /// Makes a session, which needs `callBack` before it is fed.
  init() {
    var created: OpaquePointer?
    let outcome = unsafe nghttp2_session_server_new2(
      &created, SharedSessionParts.callbacks, nil, SharedSessionParts.options)
    guard outcome == 0, let created = unsafe created else {
      preconditionFailure("out of memory for a session")
    }
    unsafe pointer = created
  }

  /// Frees the session.
  func free() {
    unsafe nghttp2_session_del(pointer)
  }

  /// Has the session call a connection, which must outlive it: the session keeps no reference.
  func callBack(_ connection: HTTP2Connection) {
    let user = unsafe Unmanaged.passUnretained(connection).toOpaque()
    unsafe nghttp2_session_set_user_data(pointer, user)
  }

  /// Feeds bytes of the peer.
  ///
  /// - Returns: 0, or libnghttp2's code for a peer with which no word can be exchanged any more.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    // SAFETY: the bytes are only read during the call.
    let consumed = unsafe nghttp2_session_mem_recv(
      pointer, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    return consumed < 0 ? Int32(truncatingIfNeeded: consumed) : 0
  }

  /// The next run of output, valid until the next call; nil when there is none for now.
  ///
  /// DATA frames do not come this way: they are given to `HTTP2Connection.sendData`.
  ///
  /// - Throws: when the session has broken.
  func nextOutput() throws(SessionBroken) -> UnsafeRawBufferPointer? {
    var start: UnsafePointer<UInt8>?
    let byteCount = unsafe nghttp2_session_mem_send(pointer, &start)
    guard byteCount >= 0 else { throw SessionBroken() }
    guard byteCount > 0 else { return nil }
    return unsafe UnsafeRawBufferPointer(start: start, count: byteCount)
  }

  /// The session cannot go on: out of memory, or a callback failed.
  struct SessionBroken: Error {}

  /// Whether there is anything left to read for; with `wantsWrite` false too, the session is over.
  var wantsRead: Bool { unsafe nghttp2_session_want_read(pointer) != 0 }

  /// Whether there is anything to send that flow control lets through.
  var wantsWrite: Bool { unsafe nghttp2_session_want_write(pointer) != 0 }

  /// What the peer's connection window has room for, in bytes.
  var peerWindow: Int { Int(unsafe nghttp2_session_get_remote_window_size(pointer)) }

  /// Sends the preface of a server: its settings, and a window that lets uploads flow.
  func submitPreface(concurrentStreamsMax: Int, headerListBytesMax: Int, windowBytes: Int) {
    let settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue),
        value: UInt32(clamping: concurrentStreamsMax)),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
        value: UInt32(clamping: headerListBytesMax)),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
        value: UInt32(clamping: windowBytes)),
    ]
    _ = unsafe nghttp2_submit_settings(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count)
    _ = unsafe nghttp2_session_set_local_window_size(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, Int32(clamping: windowBytes * 4))
  }

  /// Makes a stream known by its object, which the connection keeps until the stream is closed.
  func attach(_ stream: HTTP2Stream) {
    let user = unsafe Unmanaged.passUnretained(stream).toOpaque()
    _ = unsafe nghttp2_session_set_stream_user_data(pointer, stream.id, user)
  }

  /// The object of an open stream.
  func stream(_ id: Int32) -> HTTP2Stream? {
    guard let user = unsafe nghttp2_session_get_stream_user_data(pointer, id) else { return nil }
    // SAFETY: set by `attach`; the connection keeps the object until the stream is closed.
    return unsafe Unmanaged<HTTP2Stream>.fromOpaque(user).takeUnretainedValue()
  }

  /// Submits a response header, with a body that is pulled from the stream's `outgoing`.
  func submitResponse(
    _ stream: HTTP2Stream, fields: UnsafePointer<nghttp2_nv>?, count: Int, hasBody: Bool
  ) -> Bool {
    guard hasBody else {
      return unsafe nghttp2_submit_response(pointer, stream.id, fields, count, nil) == 0
    }
    let user = unsafe Unmanaged.passUnretained(stream).toOpaque()
    var provider = unsafe nghttp2_data_provider(
      source: nghttp2_data_source(ptr: user), read_callback: SharedSessionParts.readBody)
    return unsafe nghttp2_submit_response(pointer, stream.id, fields, count, &provider) == 0
  }

  /// Tells a client that waits for it to send its body (RFC 9110 §10.1.1).
  func submitContinue(_ stream: HTTP2Stream, scratch: FieldScratch) {
    unsafe scratch.withFields(status: 100, date: [], contentLength: nil, block: nil) {
      fields, count in
      _ = unsafe nghttp2_submit_headers(
        pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, nil, fields, count, nil)
    }
  }

  /// Lets a deferred stream be asked for data again.
  func resume(_ id: Int32) {
    _ = unsafe nghttp2_session_resume_data(pointer, id)
  }

  /// Resets a stream.
  func reset(_ id: Int32, _ error: HTTPStreamError) {
    _ = unsafe nghttp2_submit_rst_stream(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, error.rawValue)
  }

  /// Asks the peer to answer, with eight bytes that come back.
  func submitPing(_ payload: [UInt8]) {
    precondition(payload.count == 8, "a PING carries eight bytes")
    _ = unsafe nghttp2_submit_ping(pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), payload)
  }

  /// Announces that the end is near: a GOAWAY that refuses no stream yet.
  func submitShutdownNotice() {
    _ = unsafe nghttp2_submit_shutdown_notice(pointer)
  }

  /// Refuses streams beyond those already seen.
  func submitGoaway() {
    let last = unsafe nghttp2_session_get_last_proc_stream_id(pointer)
    _ = unsafe nghttp2_submit_goaway(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, UInt32(NGHTTP2_NO_ERROR.rawValue), nil, 0)
  }

  /// Ends the session with a GOAWAY and an error; nothing else is sent or read.
  func terminate(_ error: HTTPStreamError) {
    _ = unsafe nghttp2_session_terminate_session(pointer, error.rawValue)
  }
}
