/// The checksum CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) of RFC 3720, appendix B.4.
///
/// Sixteen bytes a step through sixteen tables (Kounavis and Berry, "A Systematic Approach to
/// Building High Performance Software-Based CRC Generators", 2005).
public enum CRC32C {
  /// The checksum of a range of bytes.
  public static func checksum(of bytes: Span<UInt8>) -> UInt32 {
    let tables = Self.tables
    var crc: UInt32 = ~0
    var index = 0
    while index <= bytes.count - 16 {
      let first = bytes.word(at: index) ^ UInt64(crc)
      crc = tables.step(first, 2048) ^ tables.step(bytes.word(at: index + 8), 0)
      index += 16
    }
    while index < bytes.count {
      let byte = UInt8(truncatingIfNeeded: crc) ^ bytes[index]
      crc = (crc >> 8) ^ tables.effects[Int(byte)]
      index += 1
    }
    return ~crc
  }

  private static let tables = Tables()

  /// The tables, one after the other: the n-th holds the effect of a byte that is followed by n
  /// zero bytes. Of a fixed size and in an object, so that neither a bound is checked at each
  /// access nor the whole copied: twice as fast as an array.
  private final class Tables: Sendable {
    let effects: InlineArray<4096, UInt32>

    init() {
      var effects = InlineArray<4096, UInt32>(repeating: 0)
      for byte in 0..<256 {
        var crc = UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
        effects[byte] = crc
      }
      for index in 256..<4096 {
        let previous = effects[index - 256]
        effects[index] = (previous >> 8) ^ effects[Int(previous & 0xFF)]
      }
      self.effects = effects
    }

    /// Eight bytes through the eight tables that stand at `base`, the first byte through the last.
    @inline(__always)
    func step(_ word: UInt64, _ base: Int) -> UInt32 {
      let first = effect(word, 0, base + 1792) ^ effect(word, 8, base + 1536)
      let second = effect(word, 16, base + 1280) ^ effect(word, 24, base + 1024)
      let third = effect(word, 32, base + 768) ^ effect(word, 40, base + 512)
      return first ^ second ^ third ^ effect(word, 48, base + 256) ^ effect(word, 56, base)
    }

    @inline(__always)
    private func effect(_ word: UInt64, _ shift: UInt64, _ table: Int) -> UInt32 {
      effects[table + Int((word >> shift) & 0xFF)]
    }
  }
}
