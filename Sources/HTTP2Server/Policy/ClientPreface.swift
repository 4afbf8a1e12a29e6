/// The bytes with which an HTTP/2 client begins (RFC 9113 §3.4), compared as they come.
struct ClientPreface {
  /// What the bytes so far say.
  enum Verdict: Equatable {
    case undecided, http2, other
  }

  /// The first line is enough: no HTTP/1.1 request has that version.
  private static let bytes = Array("PRI * HTTP/2.0\r\n".utf8)

  private var matched = 0

  /// Judges the next bytes of the connection. Not to be called after a decision.
  mutating func judge(_ bytes: some Sequence<UInt8>) -> Verdict {
    for byte in bytes {
      guard byte == Self.bytes[matched] else { return .other }
      matched += 1
      if matched == Self.bytes.count { return .http2 }
    }
    return .undecided
  }
}
