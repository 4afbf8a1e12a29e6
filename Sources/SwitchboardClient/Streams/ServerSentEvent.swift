/// A block of an event stream (WHATWG HTML, "Server-sent events").
struct ServerSentEvent: Equatable {
  /// The cursor that it names, if it names one.
  var id: String?
  /// Empty for a block that only moves the cursor.
  var name = ""
  var data: [UInt8] = []
  /// Milliseconds that the server asks to wait before a connection is made again.
  var retry: Int?
}
