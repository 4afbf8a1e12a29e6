internal import EventCodec
internal import HTTP2Server

/// The fields of answers, laid out once.
enum AnswerHeaders {
  static let json = HTTPHeaderBlock([
    ("content-type", "application/json"), ("cache-control", "no-store"),
  ])
  static let problem = HTTPHeaderBlock([
    ("content-type", "application/problem+json"), ("cache-control", "no-store"),
  ])
  static let plain = HTTPHeaderBlock([
    ("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"),
  ])
  /// Proxies must neither keep nor collect a stream: a buffer on the way makes it late.
  static let eventStream = HTTPHeaderBlock([
    ("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
  ])
  static let lines = HTTPHeaderBlock([
    ("content-type", "application/x-ndjson"), ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
  ])

  /// What else an answer with this problem says.
  static func retry(for type: ProblemType) -> [(name: String, value: String)] {
    switch type {
    case .overloaded, .tooManyRequests, .positionNotReached: [("retry-after", "1")]
    case .unavailable: [("retry-after", "5")]
    default: []
    }
  }

  /// JSON that a browser may keep but must ask about.
  static func json(entityTag: String) -> [(name: String, value: String)] {
    [
      ("content-type", "application/json"), ("cache-control", "no-cache"), ("etag", entityTag),
    ]
  }
}
