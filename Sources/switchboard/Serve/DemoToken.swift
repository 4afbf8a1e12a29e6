internal import Engine
internal import Foundation

/// The token that the demo prints for its wallboard.
///
/// Kept in a file of mode 0600 beside the data, so that a page that is open goes on after a
/// restart. A production server prints none: `switchboard access grant` makes them, and tells the
/// log. This one stands in no event, since the demo's traffic begins before it is made.
enum DemoToken {
  static func token(inFolder folder: String, engine: Engine) throws -> String {
    let path = folder + "/demo-wallboard-token"
    if let kept = FileManager.default.contents(atPath: path) {
      let token = String(decoding: kept, as: UTF8.self)
      if engine.tokens.grant(forToken: token) != nil { return token }
    }
    let token = try engine.tokens.grant(
      name: "demo-wallboard", role: .wallboard, at: engine.clock())
    let isWritten = FileManager.default.createFile(
      atPath: path, contents: Data(token.utf8), attributes: [.posixPermissions: 0o600])
    guard isWritten else { throw CommandFailure("cannot write \(path)") }
    return token
  }
}
