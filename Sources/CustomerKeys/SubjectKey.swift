public import Crypto

/// The data key of one subject: 256 bits, and the number by which sealed bytes name it.
public struct SubjectKey: Sendable, Equatable {
  /// Unique in its key store, from 1; never used again after the key was forgotten.
  public let id: UInt64
  /// Never on disk in clear: `MasterKey` wraps it.
  public let key: SymmetricKey

  public init(id: UInt64, key: SymmetricKey) {
    self.id = id
    self.key = key
  }

  /// 128 bits of HMAC-SHA-256 over some bytes: tells equal bytes from others without letting
  /// anybody who lacks the key guess them. Costs about 3 µs.
  public func fingerprint(of bytes: [UInt8]) -> (high: UInt64, low: UInt64) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var count = 0
    for byte in HMAC<SHA256>.authenticationCode(for: bytes, using: key) {
      if count < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
      count += 1
      if count == 16 { break }
    }
    return (high, low)
  }
}
