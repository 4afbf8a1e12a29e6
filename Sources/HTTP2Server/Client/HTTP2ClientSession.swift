import CNGHTTP2
package import NIOCore

/// The other end of a connection: a client's libnghttp2 session, without any I/O.
///
/// Bytes of the server go in with `receive`, which returns what they said; bytes for the server
/// come out with `takeOutput`, to be called after every call of the others. What arrived counts as
/// read for the connection at once, and for its stream when `consumed` says so: a stream that
/// nobody reads holds at most its own window in memory, and never stops the others.
///
/// Used by one thread at a time.
@safe package final class HTTP2ClientSession {
  /// What a server said.
  package enum News: Sendable {
    /// The header of an answer. Interim answers (1xx) are left out.
    case head(stream: Int32, status: Int, fields: [(name: String, value: String)])
    /// A part of a body, to be answered with `consumed` when it has been read.
    case data(stream: Int32, ByteBuffer)
    /// A stream is over: whole where the code is 0, else reset (RFC 9113 §7).
    case closed(stream: Int32, errorCode: UInt32)
    /// The server takes no further streams on this connection.
    case goAway
  }

  /// The session cannot go on: the server does not speak HTTP/2, or has broken its rules.
  package struct Broken: Error {
    /// libnghttp2's words.
    package let reason: String
  }

  private let pointer: OpaquePointer
  var news: [News] = []
  /// Heads that are being decoded.
  var heads: [Int32: HTTP2AnswerHead] = [:]
  /// What is left of request bodies.
  private var bodies: [Int32: ByteBuffer] = [:]

  /// Begins a session: its preface is the first output.
  ///
  /// - Parameter windowBytes: of each stream: what may wait for its reader.
  package init(windowBytes: Int) {
    var created: OpaquePointer?
    let outcome = unsafe nghttp2_session_client_new2(
      &created, Self.callbacks, nil, Self.options)
    guard outcome == 0, let created = unsafe created else {
      preconditionFailure("out of memory for a session")
    }
    unsafe pointer = created
    // SAFETY: the session is freed with its object, so it never outlives it.
    let user = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe nghttp2_session_set_user_data(pointer, user)
    submitPreface(windowBytes: windowBytes)
  }

  deinit {
    unsafe nghttp2_session_del(pointer)
  }

  /// The connection's window is no limit, since what arrives there is taken off it at once.
  private func submitPreface(windowBytes: Int) {
    let settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
        value: UInt32(clamping: windowBytes)),
    ]
    let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    _ = unsafe nghttp2_submit_settings(pointer, flags, settings, settings.count)
    _ = unsafe nghttp2_session_set_local_window_size(pointer, flags, 0, 16 << 20)
  }

  /// Sends a request.
  ///
  /// - Parameter fields: the pseudo-header fields first, names in lower case.
  /// - Returns: its stream, or nil where this connection has none left.
  package func submit(_ fields: [(name: String, value: String)], body: ByteBuffer?) -> Int32? {
    let stream = unsafe withFields(fields) { fields, count in
      guard body != nil else {
        return unsafe nghttp2_submit_request(pointer, nil, fields, count, nil, nil)
      }
      var provider = unsafe nghttp2_data_provider(
        source: nghttp2_data_source(), read_callback: Self.readBody)
      return unsafe nghttp2_submit_request(pointer, nil, fields, count, &provider, nil)
    }
    guard stream > 0 else { return nil }
    if let body { bodies[stream] = body }
    return stream
  }

  /// Feeds bytes of the server.
  ///
  /// - Returns: what they said, in their order.
  package func receive(_ bytes: ByteBuffer) throws(Broken) -> [News] {
    // SAFETY: the bytes are only read during the call.
    let outcome = unsafe bytes.withUnsafeReadableBytes { bytes in
      unsafe nghttp2_session_mem_recv(
        pointer, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    }
    guard outcome >= 0 else { throw Self.broken(outcome) }
    defer { news.removeAll(keepingCapacity: true) }
    return news
  }

  /// Appends what is to be sent now.
  package func takeOutput(into buffer: inout ByteBuffer) throws(Broken) {
    while true {
      var start: UnsafePointer<UInt8>?
      let byteCount = unsafe nghttp2_session_mem_send(pointer, &start)
      guard byteCount >= 0 else { throw Self.broken(byteCount) }
      guard byteCount > 0 else { return }
      // SAFETY: the bytes are valid until the session is asked again; they are copied here.
      unsafe buffer.writeBytes(UnsafeRawBufferPointer(start: start, count: byteCount))
    }
  }

  /// Says that bytes of a stream have been read, so that the server may send as many more.
  package func consumed(_ byteCount: Int, of stream: Int32) {
    _ = unsafe nghttp2_session_consume_stream(pointer, stream, byteCount)
  }

  /// Gives a stream up: nothing more of it is wanted.
  package func cancel(_ stream: Int32) {
    _ = unsafe nghttp2_submit_rst_stream(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, HTTPStreamError.cancel.rawValue)
  }

  /// How many streams the server lets be open at a time; more would wait without a word.
  package var concurrentStreamsMax: Int {
    Int(
      unsafe nghttp2_session_get_remote_settings(
        pointer, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
  }

  /// Whether the server still takes new streams.
  package var takesRequests: Bool {
    unsafe nghttp2_session_check_request_allowed(pointer) != 0
  }

  /// Whether there is nothing left to say or to hear.
  package var isOver: Bool {
    unsafe nghttp2_session_want_read(pointer) == 0 && nghttp2_session_want_write(pointer) == 0
  }

  private static func broken(_ code: Int) -> Broken {
    // SAFETY: the text is static.
    Broken(reason: unsafe String(cString: nghttp2_strerror(Int32(truncatingIfNeeded: code))))
  }
}

// MARK: What the session asks and says, from inside `receive` and `takeOutput`

extension HTTP2ClientSession {
  func dataArrived(_ stream: Int32, _ bytes: UnsafeRawBufferPointer) {
    // SAFETY: the bytes are lent for the call and copied.
    unsafe news.append(.data(stream: stream, ByteBuffer(bytes: bytes)))
    _ = unsafe nghttp2_session_consume_connection(pointer, bytes.count)
  }

  func closed(_ stream: Int32, errorCode: UInt32) {
    bodies.removeValue(forKey: stream)
    heads.removeValue(forKey: stream)
    news.append(.closed(stream: stream, errorCode: errorCode))
  }

  func headEnded(_ stream: Int32) {
    guard let head = heads[stream], head.status >= 200, !head.isReported else { return }
    heads[stream]?.isReported = true
    news.append(.head(stream: stream, status: head.status, fields: head.fields))
  }

  /// Copies what is left of a request's body.
  ///
  /// - Returns: the number of bytes, and whether they are the last ones.
  func takeBody(
    _ stream: Int32, _ room: UnsafeMutableRawBufferPointer
  ) -> (byteCount: Int, isLast: Bool) {
    guard var body = bodies[stream] else { return (0, true) }
    let byteCount = min(room.count, body.readableBytes)
    // SAFETY: no more than the room that the session lends.
    unsafe room.copyBytes(from: body.readableBytesView.prefix(byteCount))
    body.moveReaderIndex(forwardBy: byteCount)
    bodies[stream] = body
    return (byteCount, body.readableBytes == 0)
  }

  /// Lends fields in libnghttp2's form, which are copied by whoever submits them.
  private func withFields(
    _ fields: [(name: String, value: String)],
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Int32
  ) -> Int32 {
    var text = fields.flatMap { Array($0.name.utf8) + Array($0.value.utf8) }
    return unsafe text.withUnsafeMutableBufferPointer { text in
      var place = text.baseAddress
      var entries: [nghttp2_nv] = unsafe []
      for (name, value) in fields {
        let (nameCount, valueCount) = (name.utf8.count, value.utf8.count)
        // SAFETY: the lengths add up to that of the text.
        unsafe entries.append(
          nghttp2_nv(
            name: place, value: place.map { unsafe $0 + nameCount }, namelen: nameCount,
            valuelen: valueCount, flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)))
        unsafe place = place.map { unsafe $0 + nameCount + valueCount }
      }
      return unsafe entries.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
    }
  }
}
