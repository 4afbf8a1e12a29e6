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

  /// Routes by the paths that are known beforehand: the hot ones need no splitting.
  private let known: [String: [(route: Route, parameters: [String])]]
  private let patterns: [Route]

  /// - Parameter values: those of a pattern's one parameter that are often asked for.
  init(_ table: [Route], oftenAsked values: [String: [String]] = [:]) {
    var known: [String: [(route: Route, parameters: [String])]] = [:]
    for route in table {
      if route.pattern.isLiteral { known[route.pattern.text, default: []].append((route, [])) }
      for value in values[route.pattern.text] ?? [] {
        known[route.pattern.path(of: value), default: []].append((route, [value]))
      }
    }
    self.known = known
    patterns = table.filter { !$0.pattern.isLiteral }
  }

  /// The route of a method and a path as it was sent. `HEAD` finds the routes of `GET`.
  func match(_ method: HTTPMethod, path: String) -> Match {
    let wanted = method == .head ? .get : method
    if let found = known[path] { return choose(found, wanted) }
    guard path.utf8.first == UInt8(ascii: "/") else { return .nothing }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    let found = patterns.compactMap { route in
      route.pattern.match(segments).map { (route: route, parameters: $0) }
    }
    return choose(found, wanted)
  }

  private func choose(
    _ found: [(route: Route, parameters: [String])], _ method: HTTPMethod
  ) -> Match {
    if let (route, parameters) = found.first(where: { $0.route.method == method }) {
      return .route(route, parameters: parameters)
    }
    return found.isEmpty ? .nothing : otherMethods(than: found.map(\.route))
  }

  private func otherMethods(than routes: [Route]) -> Match {
    var tokens = Set(routes.map(\.method.token)).union(["OPTIONS"])
    if tokens.contains("GET") { tokens.insert("HEAD") }
    return .otherMethods(tokens.sorted())
  }
}
