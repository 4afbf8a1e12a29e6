public import Crypto
import FoundationEssentials

/// The key that wraps the data keys: a file apart from the log, so that a backup of the log alone
/// reads no personal data.
///
/// It may hold older keys as well: every one unwraps, the newest wraps. `MasterKey.open` in
/// `MasterKey+File.swift` says what the file looks like.
public struct MasterKey: Sendable {
  /// Oldest first; never empty.
  private let keys: [Entry]

  struct Entry: Sendable {
    let identifier: UInt64
    let key: SymmetricKey

    /// - Parameter bytes: 32, out of a generator for keys.
    init(bytes: [UInt8]) {
      key = SymmetricKey(data: bytes)
      identifier = Entry.identifier(of: bytes)
    }

    /// The first 8 bytes of SHA-256 over a label and the key: names the key, reveals nothing.
    private static func identifier(of bytes: [UInt8]) -> UInt64 {
      let digest = SHA256.hash(data: Array("switchboard master key".utf8) + bytes)
      return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// The length of a wrapped key: version 1, the master key's identifier, and RFC 3394's 40 bytes.
  public static let wrappedBytes = 49
  private static let wrapVersion: UInt8 = 1

  init(keys: [Entry]) {
    precondition(!keys.isEmpty, "a master key file holds a key")
    self.keys = keys
  }

  /// A new key that is kept nowhere.
  public init() {
    self.init(keys: [Entry(bytes: MasterKey.randomBytes())])
  }

  /// 32 bytes of the kernel's generator.
  static func randomBytes() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Wraps a data key (AES key wrap, RFC 3394). Costs about 1 µs.
  public func wrap(_ key: SymmetricKey) throws(KeyFailure) -> [UInt8] {
    let newest = keys[keys.count - 1]
    var wrapped = [MasterKey.wrapVersion]
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      wrapped.append(UInt8(truncatingIfNeeded: newest.identifier >> shift))
    }
    do {
      wrapped += try AES.KeyWrap.wrap(key, using: newest.key)
    } catch {
      throw .unavailable("wrapping failed: \(error)")
    }
    return wrapped
  }

  /// Unwraps what `wrap` made, under any key of the file. Costs about 2 µs.
  ///
  /// - Throws: `KeyFailure.otherMasterKey` where the file does not hold the key that wrapped it,
  ///   `KeyFailure.damaged` where the bytes are not what was wrapped.
  public func unwrap(_ wrapped: [UInt8]) throws(KeyFailure) -> SymmetricKey {
    guard wrapped.count == MasterKey.wrappedBytes, wrapped[0] == MasterKey.wrapVersion else {
      throw .damaged("not a wrapped key of version 1")
    }
    let identifier = wrapped[1..<9].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let entry = keys.last(where: { $0.identifier == identifier }) else {
      throw .otherMasterKey(identifier: identifier)
    }
    do {
      return try AES.KeyWrap.unwrap(wrapped[9...], using: entry.key)
    } catch {
      throw .damaged("a wrapped key does not authenticate")
    }
  }
}
