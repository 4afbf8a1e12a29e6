internal import Engine
internal import HTTP2Server

/// One line of the table: a method and a path, who may, and what answers.
final class Route: Sendable {
  /// What a caller must have.
  enum Access: Sendable, Equatable {
    /// Nothing, not even a token.
    case open
    /// Any valid token.
    case known
    case right(Right)
    /// One of these.
    case anyRight([Right])
  }

  typealias Answer = @Sendable (Services, RequestContext) -> Void

  let method: HTTPMethod
  let pattern: RoutePattern
  let access: Access
  let answer: Answer
  /// How often it was found.
  let requests = Counter()

  init(
    _ method: HTTPMethod, _ pattern: String, _ access: Access, _ answer: @escaping Answer
  ) {
    self.method = method
    self.pattern = RoutePattern(pattern)
    self.access = access
    self.answer = answer
  }
}
