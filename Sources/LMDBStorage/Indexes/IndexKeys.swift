import Crypto
import LMDB

/// How names and identities become keys of bounded length.
enum IndexKeys {
  /// Names up to this many bytes stand for themselves.
  private static let plainBytesMax = 400

  /// The key of a name: its bytes, or 0xFF, which no UTF-8 text begins with, and their SHA-256.
  static func name(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.isEmpty || bytes.count > plainBytesMax else { return bytes }
    return [0xFF] + Array(SHA256.hash(data: bytes))
  }

  /// A hash of an identity, under the folder's own seed so that nobody can choose collisions.
  ///
  /// Folded 64 × 64 → 128 bit multiplication over words of 8 bytes (as in wyhash, Wang Yi, 2019);
  /// the border of source and id is hashed too. A collision costs one look into the log, no more.
  static func identity(
    source: some Collection<UInt8>, id: some Collection<UInt8>, seed: UInt64
  ) -> UInt64 {
    var hash = seed
    absorb(source, into: &hash)
    absorb(id, into: &hash)
    return mix(hash ^ 0xE703_7ED1_A0B4_28DB, hash)
  }

  @inline(__always)
  private static func absorb(_ bytes: some Collection<UInt8>, into hash: inout UInt64) {
    var word: UInt64 = 0
    var filled: UInt64 = 0
    var count: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << filled
      filled += 8
      count &+= 1
      if filled == 64 {
        hash = mix(hash ^ word, 0xA076_1D64_78BD_642F)
        word = 0
        filled = 0
      }
    }
    hash = mix(hash ^ word, 0xA076_1D64_78BD_642F ^ count)
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
