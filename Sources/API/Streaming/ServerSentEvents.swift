internal import EventCodec
internal import EventLog
internal import NIOCore

/// Blocks of an event stream (WHATWG HTML, "Server-sent events") other than the events of the log.
enum ServerSentEvents {
  /// Asks clients to wait this long before they connect again: one to three seconds, so that those
  /// who lost a server together do not all come back together.
  static func retry(into bytes: inout ByteBuffer) {
    bytes.writeString("retry: \(Int.random(in: 1_000...3_000))\n\n")
  }

  /// Moves the client's Last-Event-ID without dispatching anything.
  static func checkpoint(_ cursor: Cursor, into bytes: inout ByteBuffer) {
    bytes.writeString("id: \(cursor)\n\n")
  }

  /// One block with JSON data, which holds no line ends.
  static func write(
    _ event: StaticString, id cursor: Cursor? = nil, _ data: JSONValue, into bytes: inout ByteBuffer
  ) {
    if let cursor { bytes.writeString("id: \(cursor)\n") }
    bytes.writeString("event: ")
    bytes.writeStaticString(event)
    bytes.writeString("\ndata: ")
    data.write(into: &bytes)
    bytes.writeString("\n\n")
  }
}
