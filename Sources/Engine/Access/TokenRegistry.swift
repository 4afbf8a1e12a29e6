internal import Crypto
package import EventLog
internal import Synchronization

/// Who may come in: grants by token.
///
/// A token is 32 random bytes; only its SHA-256 is stored, so that who reads the state folder
/// cannot use it. Looking a token up costs one hash and one dictionary access, no disk.
package final class TokenRegistry: Sendable {
  private static let table = "tokens"

  private let state: any StateStore
  private let grants: Mutex<[String: Grant]>

  /// Reads all grants of this installation.
  ///
  /// - Throws: `LogFailure` where they cannot be read.
  package init(state: any StateStore) throws(LogFailure) {
    self.state = state
    var grants: [String: Grant] = [:]
    for row in try state.values(table: Self.table) {
      guard let grant = Grant(stored: row.value) else {
        throw .damaged(position: 0, reason: "a grant in the state folder cannot be read")
      }
      grants[row.key] = grant
    }
    self.grants = Mutex(grants)
  }

  /// Makes a token for a name and role. The token is returned once and cannot be read again.
  ///
  /// A second grant under the same name replaces the first.
  package func grant(
    name: String, role: Role, source: String = "", at time: Int64
  ) throws(LogFailure) -> String {
    let token = Self.freshToken()
    try revoke(name: name)
    let grant = Grant(name: name, role: role, source: source, grantedAt: time)
    let key = Self.hash(token)
    try state.set(table: Self.table, key: key, value: grant.stored)
    grants.withLock { $0[key] = grant }
    return token
  }

  /// Ends the grants of a name, at once and on disk.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  package func revoke(name: String) throws(LogFailure) -> Bool {
    let keys = grants.withLock { grants in
      grants.filter { $0.value.name == name }.map(\.key)
    }
    for key in keys {
      try state.set(table: Self.table, key: key, value: nil)
      grants.withLock { _ = $0.removeValue(forKey: key) }
    }
    return !keys.isEmpty
  }

  /// All grants by name.
  package func list() -> [Grant] {
    grants.withLock { $0.values.sorted { ($0.name, $0.grantedAt) < ($1.name, $1.grantedAt) } }
  }

  /// The grant of a token, or nil for an unknown or revoked one.
  ///
  /// The comparison is of hashes, so its time says nothing about the tokens that exist.
  package func grant(forToken token: some StringProtocol) -> Grant? {
    guard token.utf8.count <= 128 else { return nil }
    let key = Self.hash(token)
    return grants.withLock { $0[key] }
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  private static func hash(_ token: some StringProtocol) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: Array(token.utf8)) {
      text.append(hexadecimal[Int(byte >> 4)])
      text.append(hexadecimal[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func freshToken() -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var generator = SystemRandomNumberGenerator()
    let letters = (0..<43).map { _ in alphabet[Int(generator.next(upperBound: UInt(64)))] }
    return "swb_" + String(decoding: letters, as: UTF8.self)
  }
}
