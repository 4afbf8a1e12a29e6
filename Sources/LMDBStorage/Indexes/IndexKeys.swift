import Crypto
import EventLog
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

  /// A hash of an identity, under the folder's own seed. A collision costs one look into the log,
  /// no more.
  static func identity(source: Span<UInt8>, id: Span<UInt8>, seed: UInt64) -> UInt64 {
    var hash = FoldedHash(seed: seed)
    hash.absorb(source)
    hash.absorb(id)
    return hash.value
  }

  /// A hash of one name for a table in memory, under a seed of this process.
  static func name(_ bytes: Span<UInt8>) -> UInt64 {
    var hash = FoldedHash(seed: processSeed)
    hash.absorb(bytes)
    return hash.value
  }

  private static let processSeed = UInt64.random(in: .min ... .max)
}
