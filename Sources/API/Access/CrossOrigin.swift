internal import HTTP2Server

/// What pages of other origins may do in a browser (Fetch, "CORS protocol").
///
/// Listed origins may read and send with a token in `authorization`. Credentials that a browser
/// adds by itself are not among them: `access-control-allow-credentials` is never sent, the cookie
/// is for our own pages, and no origin is answered with `*`.
struct CrossOrigin: Sendable {
  /// Who asks, as far as the answer depends on it.
  enum Asker: Sendable, Equatable {
    /// No origin is listed, so that no answer depends on it.
    case anybody
    /// No page, or one whose origin is not listed.
    case unlisted
    case listed(String)
  }

  private let allowed: Set<String>

  init(allowed: [String]) {
    self.allowed = Set(allowed)
  }

  func asker(of request: HTTPRequest) -> Asker {
    guard !allowed.isEmpty else { return .anybody }
    guard let origin = request.header("origin"), allowed.contains(origin) else { return .unlisted }
    return .listed(origin)
  }

  /// What an answer says to a browser beside the answer itself.
  static func fields(for asker: Asker) -> [(name: String, value: String)] {
    switch asker {
    case .anybody: []
    case .unlisted: [("vary", "origin")]
    case .listed(let origin):
      [
        ("access-control-allow-origin", origin),
        ("access-control-expose-headers", exposed), ("vary", "origin"),
      ]
    }
  }

  /// What a preflight of a listed origin is told.
  static func preflight(
    _ request: HTTPRequest, methods: [String]
  ) -> [(name: String, value: String)] {
    let wanted = (request.header("access-control-request-headers") ?? "")
      .split(whereSeparator: { $0 == "," || $0 == " " }).map { $0.lowercased() }
    let attributes = Set(wanted).filter(isAttribute).sorted()
    return [
      ("access-control-allow-methods", methods.joined(separator: ", ")),
      ("access-control-allow-headers", (sendable + attributes).joined(separator: ", ")),
      ("access-control-max-age", "600"), ("vary", "access-control-request-headers"),
    ]
  }

  private static let exposed = "etag, link, location, retry-after"
  private static let sendable = [
    "authorization", "content-type", "idempotency-key", "if-match", "if-none-match",
    "last-event-id", "prefer", "traceparent", "tracestate",
  ]

  /// Whether a header may be a CloudEvent's attribute in binary mode.
  private static func isAttribute(_ name: String) -> Bool {
    name.hasPrefix("ce-") && name.utf8.count <= 23
      && name.dropFirst(3).utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
  }
}
