internal import HTTP2Server

/// Finds the route of a request.
struct Router: Sendable {
  /// What was found.
  enum Match: Sendable {
    case route(Route, parameters: [String])
    /// The path exists for these methods only.
    case otherMethods([String])
    case nothing
  }

  /// Routes whose path is fixed, by path: the hot ones need no splitting.
  private let literals: [String: [Route]]
  private let patterns: [Route]

  init(_ table: [Route]) {
    literals = Dictionary(grouping: table.filter(\.pattern.isLiteral), by: \.pattern.text)
    patterns = table.filter { !$0.pattern.isLiteral }
  }

  /// The route of a method and a path as it was sent. `HEAD` finds the routes of `GET`.
  func match(_ method: HTTPMethod, path: String) -> Match {
    let wanted = method == .head ? .get : method
    if let routes = literals[path] {
      if let route = routes.first(where: { $0.method == wanted }) {
        return .route(route, parameters: [])
      }
      return otherMethods(than: routes)
    }
    guard path.utf8.first == UInt8(ascii: "/") else { return .nothing }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    let found = patterns.compactMap { route in
      route.pattern.match(segments).map { (route, $0) }
    }
    return choose(found, wanted)
  }

  private func choose(_ found: [(Route, [String])], _ method: HTTPMethod) -> Match {
    if let (route, parameters) = found.first(where: { $0.0.method == method }) {
      return .route(route, parameters: parameters)
    }
    return found.isEmpty ? .nothing : otherMethods(than: found.map(\.0))
  }

  private func otherMethods(than routes: [Route]) -> Match {
    var tokens = Set(routes.map(\.method.token)).union(["OPTIONS"])
    if tokens.contains("GET") { tokens.insert("HEAD") }
    return .otherMethods(tokens.sorted())
  }
}
