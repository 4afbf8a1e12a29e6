internal import CCRC32C

/// The checksum CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) of RFC 3720, appendix B.4.
///
/// Eight bytes a step where the processor has an instruction for it, as a server's has. Elsewhere
/// sixteen bytes a step through sixteen tables (Kounavis and Berry, "A Systematic Approach to
/// Building High Performance Software-Based CRC Generators", 2005).
public enum CRC32C {
  /// The checksum of a range of bytes.
  public static func checksum(of bytes: Span<UInt8>) -> UInt32 {
    hasInstruction ? checksumByInstruction(of: bytes) : checksumByTables(of: bytes)
  }

  private static let hasInstruction = crc32c_is_available()

  /// Three thirds at a time, since the instruction takes three cycles and one can begin in each.
  /// What a third adds up to is moved past those behind it by one product (Gopal et al., "Fast CRC
  /// Computation for iSCSI Polynomial Using CRC32 Instruction", 2011).
  private static func checksumByInstruction(of bytes: Span<UInt8>) -> UInt32 {
    let shifts = Self.shifts
    var crc: UInt32 = ~0
    var index = 0
    while bytes.count - index >= 24 * laneWordsMin {
      let words = min((bytes.count - index) / 24, laneWordsMax)
      let (first, second, third) = lanes(bytes, at: index, words: words, crc)
      let moved =
        crc32c_product(first, shifts[2 * words]) ^ crc32c_product(second, shifts[words])
      crc = crc32c_word(0, moved) ^ third
      index += 24 * words
    }
    while index <= bytes.count - 8 {
      crc = crc32c_word(crc, bytes.word(at: index))
      index += 8
    }
    while index < bytes.count {
      crc = crc32c_byte(crc, bytes[index])
      index += 1
    }
    return ~crc
  }

  /// What three runs of words, one after the other, add up to, the first one from `crc` on.
  @inline(__always)
  private static func lanes(
    _ bytes: Span<UInt8>, at start: Int, words: Int, _ crc: UInt32
  ) -> (UInt32, UInt32, UInt32) {
    let first = bytes.extracting(start..<start + 8 * words)
    let second = bytes.extracting(start + 8 * words..<start + 16 * words)
    let third = bytes.extracting(start + 16 * words..<start + 24 * words)
    var (a, b, c): (UInt32, UInt32, UInt32) = (crc, 0, 0)
    for word in 0..<words {
      a = crc32c_word(a, first.word(at: 8 * word))
      b = crc32c_word(b, second.word(at: 8 * word))
      c = crc32c_word(c, third.word(at: 8 * word))
    }
    return (a, b, c)
  }

  private static let laneWordsMin = 4
  private static let laneWordsMax = 64

  /// By what a sum is multiplied to move it past so many words: x to the power 64 a word, less the
  /// 32 that the instruction adds and the one by which a product of reflected polynomials is short.
  private static let shifts: [UInt32] = {
    var shifts: [UInt32] = [0]
    var power: UInt32 = 1 << 31
    for exponent in 1...2 * laneWordsMax * 64 {
      power = power & 1 == 1 ? (power >> 1) ^ 0x82F6_3B78 : power >> 1
      if exponent % 64 == 31 { shifts.append(power) }
    }
    return shifts
  }()

  /// What a processor without the instruction does; seen by the tests.
  static func checksumByTables(of bytes: Span<UInt8>) -> UInt32 {
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
