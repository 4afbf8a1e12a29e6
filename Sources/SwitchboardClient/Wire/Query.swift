internal import Foundation

/// The path and query of a request, percent-encoded.
struct Query {
  private var path: String
  private var hasParameters = false

  /// - Parameter segments: of the path; each may hold anything.
  init(_ segments: String...) {
    path = segments.map { "/" + Self.encoded($0) }.joined()
  }

  var text: String { path }

  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    path += "\(hasParameters ? "&" : "?")\(name)=\(Self.encoded(value))"
    hasParameters = true
  }

  mutating func add(_ name: String, _ values: [String]) {
    for value in values { add(name, value) }
  }

  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
