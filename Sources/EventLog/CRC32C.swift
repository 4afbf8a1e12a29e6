/// The checksum CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) of RFC 3720, appendix B.4.
///
/// Sixteen bytes a step through sixteen tables (Kounavis and Berry, "A Systematic Approach to
/// Building High Performance Software-Based CRC Generators", 2005).
public enum CRC32C {
  /// The checksum of a range of bytes.
  public static func checksum(of bytes: Span<UInt8>) -> UInt32 {
    let effects = Self.effects
    let tables = effects.span
    var crc: UInt32 = ~0
    var index = 0
    while index <= bytes.count - 16 {
      let first = bytes.word(at: index) ^ UInt64(crc)
      crc = step(first, tables, 2048) ^ step(bytes.word(at: index + 8), tables, 0)
      index += 16
    }
    while index < bytes.count {
      let byte = UInt8(truncatingIfNeeded: crc) ^ bytes[index]
      crc = (crc >> 8) ^ tables[Int(byte)]
      index += 1
    }
    return ~crc
  }

  /// The tables, one after the other: the n-th holds the effect of a byte that is followed by n
  /// zero bytes. An array and not an `InlineArray`: an unoptimized build copies all 16 KiB of one
  /// at each access.
  private static let effects: [UInt32] = {
    var effects = [UInt32](repeating: 0, count: 4096)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
      effects[byte] = crc
    }
    for index in 256..<4096 {
      let previous = effects[index - 256]
      effects[index] = (previous >> 8) ^ effects[Int(previous & 0xFF)]
    }
    return effects
  }()

  /// Eight bytes through the eight tables that stand at `base`, the first byte through the last.
  @inline(__always)
  private static func step(_ word: UInt64, _ tables: Span<UInt32>, _ base: Int) -> UInt32 {
    let first = effect(word, 0, tables, base + 1792) ^ effect(word, 8, tables, base + 1536)
    let second = effect(word, 16, tables, base + 1280) ^ effect(word, 24, tables, base + 1024)
    let third = effect(word, 32, tables, base + 768) ^ effect(word, 40, tables, base + 512)
    let last = effect(word, 48, tables, base + 256) ^ effect(word, 56, tables, base)
    return first ^ second ^ third ^ last
  }

  /// Not checked against the bounds, which a byte and a table's place cannot leave: half the time.
  @inline(__always)
  private static func effect(
    _ word: UInt64, _ shift: UInt64, _ tables: Span<UInt32>, _ table: Int
  ) -> UInt32 {
    tables[unchecked: table + Int((word >> shift) & 0xFF)]
  }
}
