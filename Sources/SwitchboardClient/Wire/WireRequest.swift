/// A request as it goes out, over either protocol.
package struct WireRequest: Sendable {
  /// The methods that the server knows.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  /// What is done.
  package var method: Method
  /// With its query, percent-encoded.
  package var path: String
  /// Lower-case names.
  package var fields: [(name: String, value: String)] = []
  /// JSON.
  package var body: [UInt8]?
  /// Whether it may be sent again when nobody knows whether it arrived.
  package var isRepeatable: Bool

  /// A request; all but `POST` may be repeated (RFC 9110 §9.2.2).
  package init(
    _ method: Method, _ path: String, body: [UInt8]? = nil, accept: String = "application/json",
    fields: [(name: String, value: String)] = []
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.fields = [(name: "accept", value: accept)] + fields
    if body != nil { self.fields.append((name: "content-type", value: "application/json")) }
    isRepeatable = method != .post
  }
}
