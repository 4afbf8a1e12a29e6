/// The method of a request.
package enum HTTPMethod: Sendable, Hashable {
  case get, head, post, put, delete, patch, options
  /// Any other token, as it was sent.
  case other(String)

  /// The method of a token; methods are case-sensitive (RFC 9110 §9.1).
  package init(token: String) {
    self =
      switch token {
      case "GET": .get
      case "HEAD": .head
      case "POST": .post
      case "PUT": .put
      case "DELETE": .delete
      case "PATCH": .patch
      case "OPTIONS": .options
      default: .other(token)
      }
  }

  /// The token as it stands in a request.
  package var token: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .delete: "DELETE"
    case .patch: "PATCH"
    case .options: "OPTIONS"
    case .other(let token): token
    }
  }
}
