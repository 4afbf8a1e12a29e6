internal import EventCodec
internal import HTTP2Server

/// The value of `Idempotency-Key`: the identity of events that bring none of their own.
struct IdempotencyKey: Sendable, Equatable {
  let text: String

  /// Nil without the header.
  ///
  /// - Throws: `invalidHeader` where it is not a quoted string (RFC 8941 §3.3.3) of 1…100 printable
  ///   characters without escapes.
  init?(_ request: HTTPRequest) throws(ProblemReport) {
    guard let header = request.header("idempotency-key") else { return nil }
    let text = header.dropFirst().dropLast()
    guard header.utf8.count >= 3, header.first == "\"", header.last == "\"",
      text.utf8.count <= 100,
      text.utf8.allSatisfy({ (0x20...0x7e).contains($0) && $0 != 0x22 && $0 != 0x5c })
    else {
      throw ProblemReport(
        .invalidHeader, "idempotency-key must be a string in quotes, of 1 to 100 characters.")
    }
    self.text = String(text)
  }

  /// The id of an event in its batch.
  func id(at index: Int, of count: Int) -> String {
    count == 1 ? text : "\(text)#\(index + 1)"
  }
}
