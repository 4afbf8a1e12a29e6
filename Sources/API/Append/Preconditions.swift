internal import EventCodec
internal import EventLog
internal import HTTP2Server

/// What a change expects of its stream or consumer, from `If-Match` and `If-None-Match` (RFC 9110
/// §13.1).
enum Preconditions {
  /// Nil where the request expects nothing.
  ///
  /// - Throws: `invalidHeader`, or `wrongVersion` for a weak tag: it never matches.
  static func expectedVersion(of request: HTTPRequest) throws(ProblemReport) -> ExpectedVersion? {
    let match = EntityTags(request.header("if-match"))
    let noneMatch = EntityTags(request.header("if-none-match"))
    switch (match, noneMatch) {
    case (.absent, .absent): return nil
    case (.absent, .any): return .new
    case (.any, .absent): return .exists
    case (.list(let strong, let weak), .absent):
      guard weak.isEmpty else {
        throw ProblemReport(.wrongVersion, "A weak tag never matches; send the version as \"41\".")
      }
      guard strong.count == 1, let version = UInt64(strong[0].dropFirst().dropLast()) else {
        throw ProblemReport(.invalidHeader, "if-match must be one version such as \"41\", or *.")
      }
      return .exactly(version)
    case (.absent, _):
      throw ProblemReport(.invalidHeader, "if-none-match of a change can only be *.")
    default:
      throw ProblemReport(
        .invalidHeader, "Send if-match with one version or *, or if-none-match with *.")
    }
  }
}
