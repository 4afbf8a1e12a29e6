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
  static func identity(source: Span<UInt8>, id: Span<UInt8>, seed: UInt64) -> UInt64 {
    var hash = seed
    absorb(source, into: &hash)
    absorb(id, into: &hash)
    return mix(hash ^ 0xE703_7ED1_A0B4_28DB, hash)
  }

  /// A hash of one name for a table in memory, under a seed of this process.
  static func name(_ bytes: Span<UInt8>) -> UInt64 {
    identity(source: bytes, id: bytes.extracting(first: 0), seed: processSeed)
  }

  private static let processSeed = UInt64.random(in: .min ... .max)

  @inline(__always)
  private static func absorb(_ bytes: Span<UInt8>, into hash: inout UInt64) {
    var index = 0
    while index <= bytes.count - 8 {
      // Eight bytes of a span of eight are one load.
      let eight = bytes.extracting(index..<index + 8)
      var word: UInt64 = 0
      for offset in 0..<8 { word |= UInt64(eight[offset]) << UInt64(8 * offset) }
      hash = mix(hash ^ word, 0xA076_1D64_78BD_642F)
      index += 8
    }
    var rest: UInt64 = 0
    for offset in index..<bytes.count {
      rest |= UInt64(bytes[offset]) << UInt64(8 * (offset - index))
    }
    hash = mix(hash ^ rest, 0xA076_1D64_78BD_642F ^ UInt64(bytes.count))
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
