/// Which calls are reviewed: a share of them, chosen by a seed and the call's own name, so that
/// anybody can check the choice and nobody can steer it afterwards.
public struct SamplingRule: Sendable, Equatable {
  public var seed: Int64
  /// The share of calls in millionths: 1…1,000,000.
  public var shareMillionths: Int64

  public init(seed: Int64, shareMillionths: Int64) {
    self.seed = seed
    self.shareMillionths = shareMillionths
  }

  /// Whether the rule chooses a call. The same rule and call give the same answer for ever.
  ///
  /// FNV-1a over the name, then the last steps of MurmurHash3's 64-bit mixer, so that names that
  /// differ in a digit are chosen independently.
  public func chooses(_ call: CallID) -> Bool {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bitPattern: seed)
    for byte in call.rawValue.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    hash ^= hash >> 33
    return Int64(hash % 1_000_000) < shareMillionths
  }
}
