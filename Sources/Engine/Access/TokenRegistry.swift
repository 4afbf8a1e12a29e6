internal import Crypto
package import EventLog
internal import Synchronization

/// Who may come in: grants by token.
///
/// A token is 32 random bytes; only its SHA-256 is stored, so that who reads the state folder
/// cannot use it. Looking a token up costs a SHA-256, or a look into a table where it is among the
/// last that were shown; no disk.
package final class TokenRegistry: Sendable {
  private static let table = "tokens"

  private let state: any StateStore
  private let grants: Mutex<Grants>

  private struct Grants {
    /// By the token's hash.
    var byHash: [String: Grant]
    /// By the hash of the credentials that were shown lately and are good: a busy sender shows the
    /// same one with every request. In memory only, and empty again after any change of the grants.
    var lately: [UInt64: (credential: [UInt8], grant: Grant)] = [:]
  }

  private static let seed = UInt64.random(in: .min ... .max)

  /// Credentials that are remembered by themselves.
  private static let latelyMax = 1_024

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
    self.grants = Mutex(Grants(byHash: grants))
  }

  /// Makes a token for a name and role. The token is returned once and cannot be read again.
  ///
  /// A second grant under the same name replaces the first; `AccessDesk` asks before, and tells the
  /// log.
  package func grant(
    name: String, role: Role, source: String = "", at time: Int64
  ) throws(LogFailure) -> String {
    let token = Self.freshToken()
    try revoke(name: name)
    let grant = Grant(name: name, role: role, source: source, grantedAt: time)
    let key = Self.hash(token)
    try state.set(table: Self.table, key: key, value: grant.stored)
    grants.withLock { $0.byHash[key] = grant }
    return token
  }

  /// Ends the grants of a name, at once and on disk.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  package func revoke(name: String) throws(LogFailure) -> Bool {
    let keys = grants.withLock { grants in
      grants.byHash.filter { $0.value.name == name }.map(\.key)
    }
    for key in keys {
      try state.set(table: Self.table, key: key, value: nil)
      grants.withLock { grants in
        grants.byHash[key] = nil
        grants.lately.removeAll()
      }
    }
    return !keys.isEmpty
  }

  /// Whether a token reports for a source. Cost: a look at every grant.
  package func isBound(source: String) -> Bool {
    grants.withLock { grants in grants.byHash.values.contains { $0.source == source } }
  }

  /// All grants by name.
  package func list() -> [Grant] {
    let all = grants.withLock { Array($0.byHash.values) }
    return all.sorted { ($0.name, $0.grantedAt) < ($1.name, $1.grantedAt) }
  }

  /// The grant of a token, or nil for an unknown or revoked one.
  ///
  /// Tokens are compared by keyed hashes, so the time says nothing about those that exist.
  ///
  /// - Parameter credential: the header in which the token came, if it is to be known again.
  package func grant(
    forToken token: some StringProtocol, in credential: String = ""
  ) -> Grant? {
    guard token.utf8.count <= 128 else { return nil }
    let key = Self.hash(token)
    let credential = Array(credential.utf8)
    return grants.withLock { grants in
      guard let grant = grants.byHash[key] else { return nil }
      guard !credential.isEmpty else { return grant }
      if grants.lately.count >= Self.latelyMax { grants.lately.removeAll() }
      grants.lately[Self.number(of: credential.span)] = (credential, grant)
      return grant
    }
  }

  /// The grant of a credential that was shown lately, compared byte by byte; nil for any other.
  package func grant(shownLately credential: Span<UInt8>) -> Grant? {
    let number = Self.number(of: credential)
    return grants.withLock { grants in
      guard let (known, grant) = grants.lately[number], known.span.hasBytes(of: credential) else {
        return nil
      }
      return grant
    }
  }

  private static func number(of credential: Span<UInt8>) -> UInt64 {
    var hash = FoldedHash(seed: seed)
    hash.absorb(credential)
    return hash.value
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
