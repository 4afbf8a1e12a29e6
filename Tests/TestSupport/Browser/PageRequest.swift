import Foundation

/// A request that a page made.
package struct PageRequest: Sendable {
  package let method: String
  /// The path without the query.
  package let path: String
  /// Names in lower case.
  package let headers: [String: String]

  init?(_ content: [String: Any]) {
    guard let method = content["method"] as? String, let address = content["url"] as? String,
      let url = URL(string: address)
    else { return nil }
    self.method = method
    path = url.path
    let headers = content["headers"] as? [String: String] ?? [:]
    self.headers = Dictionary(
      headers.map { ($0.lowercased(), $1) }, uniquingKeysWith: { first, _ in first })
  }
}
