internal import Engine
internal import HTTP2Server

/// Finds out who asks: the control socket, a bearer token, or a page's cookie.
struct Authentication: Sendable {
  let tokens: TokenRegistry

  func caller(of request: HTTPRequest) -> Caller {
    if request.isLocalControl { return .control }
    guard let token = Self.token(of: request) else { return .stranger(gaveCredential: false) }
    guard let grant = tokens.grant(forToken: token) else {
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
    if header.hasPrefix("Bearer ") { return header.dropFirst(7) }
    let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].utf8.count == 6, parts[0].lowercased() == "bearer" else {
      return ""
    }
    return parts[1]
  }
}
