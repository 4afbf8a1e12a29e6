internal import Engine
internal import HTTP2Server

/// Finds out who asks: the control socket, a bearer token, or a page's cookie.
struct Authentication: Sendable {
  let tokens: TokenRegistry

  func caller(of request: HTTPRequest) -> Caller {
    if request.isLocalControl { return .control }
    // The usual case, without making a string: the token of the sender's last request.
    let known = request.fields.withBytes(of: "authorization") { tokens.grant(shownLately: $0) }
    if let known, let known { return .granted(known) }
    guard let token = Self.token(of: request) else { return .stranger(gaveCredential: false) }
    let credential = request.header("authorization") ?? ""
    guard let grant = tokens.grant(forToken: token, in: credential) else {
      return .stranger(gaveCredential: true)
    }
    return .granted(grant)
  }

  /// The token that a request carries; the header wins over the cookie.
  static func token(of request: HTTPRequest) -> Substring? {
    if let header = request.header("authorization") { return bearer(header) }
    guard let cookies = request.header("cookie") else { return nil }
    return SessionCookie.token(in: cookies, isSecure: request.peer.isSecure)
  }

  /// The token of `Bearer <token>` (RFC 6750 §2.1); empty for another scheme, which is no token.
  static func bearer(_ header: String) -> Substring {
    // By bytes: a look at characters costs more than the look-up that follows.
    if header.utf8.starts(with: "Bearer ".utf8) { return Substring(header.utf8.dropFirst(7)) }
    let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].utf8.count == 6, parts[0].lowercased() == "bearer" else {
      return ""
    }
    return parts[1]
  }
}
