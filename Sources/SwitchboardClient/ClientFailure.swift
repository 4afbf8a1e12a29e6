/// Why a call failed or a stream ended.
public enum ClientFailure: Error, Sendable, Equatable {
  /// The address is none.
  case invalidAddress(String)
  /// The token is none: empty, or with characters that a token cannot have.
  case invalidToken(String)
  /// The server's certificate is not one to trust.
  case untrusted(String)
  /// No connection came about, or it was lost before the answer, as often as was tried. Whether a
  /// change was made is then unknown: the same id or key tells, see `SwitchboardClient.append`.
  case unreachable(String)
  /// 401: no token, or one that is not known or was revoked.
  case unauthenticated(ServerProblem)
  /// 403: the token's role lacks the right.
  case forbidden(ServerProblem)
  /// 404: there is no such thing.
  case notFound(ServerProblem)
  /// 409: it contradicts the state (`reason`, `state`, `allowed`), or an id that is known with
  /// other content.
  case conflict(ServerProblem)
  /// 410: the cursor cannot be resumed from, because the log is another one now (`earliest`,
  /// `head`, `epoch`). Begin anew, and forget what was derived from the events before.
  case cursorGone(ServerProblem)
  /// 412: the stream has another version than was expected (`actual`).
  case wrongVersion(ServerProblem)
  /// Any other 4xx: the request is at fault.
  case invalid(ServerProblem)
  /// 408, 429 or 5xx: the server cannot, for now or at all.
  case unavailable(ServerProblem)
  /// The stream left something out twice at the same place: `prev` names another position than
  /// the one before.
  case discontinuity(expected: UInt64, found: UInt64)
  /// The server says what no Switchboard says.
  case unexpected(String)
  /// The task was cancelled.
  case cancelled

  /// The failure of an answer's status.
  init(_ problem: ServerProblem) {
    switch problem.status {
    case 401: self = .unauthenticated(problem)
    case 403: self = .forbidden(problem)
    case 404: self = .notFound(problem)
    case 408, 425, 429, 500...: self = .unavailable(problem)
    case 409: self = .conflict(problem)
    case 410: self = .cursorGone(problem)
    case 412: self = .wrongVersion(problem)
    case 400..<500: self = .invalid(problem)
    default: self = .unexpected("the server answered \(problem.status)")
    }
  }

  /// What the server said, where it said something.
  public var problem: ServerProblem? {
    switch self {
    case .unauthenticated(let problem), .forbidden(let problem), .notFound(let problem),
      .conflict(let problem), .cursorGone(let problem), .wrongVersion(let problem),
      .invalid(let problem), .unavailable(let problem):
      problem
    case .invalidAddress, .invalidToken, .untrusted, .unreachable, .discontinuity, .unexpected,
      .cancelled:
      nil
    }
  }

  /// Whether trying again may help.
  var isPassing: Bool {
    switch self {
    case .unreachable, .discontinuity: true
    case .unavailable(let problem): !["damaged", "full"].contains(problem.kind)
    default: false
    }
  }
}

extension ClientFailure: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .invalidAddress(let words), .invalidToken(let words), .untrusted(let words),
      .unreachable(let words), .unexpected(let words):
      words
    case .discontinuity(let expected, let found):
      "the stream left something out: after \(expected) came an event that follows \(found)"
    case .cancelled: "cancelled"
    default: problem.map { "the server answered \($0.status): \($0)" } ?? ""
    }
  }
}
