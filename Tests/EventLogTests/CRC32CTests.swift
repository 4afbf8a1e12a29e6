import TestSupport
import Testing

@testable import EventLog

@Suite("CRC-32C")
struct CRC32CTests {
  private static let published: [(bytes: [UInt8], checksum: UInt32)] = [
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
    ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
    (Array(0..<32), 0x46DD_794E),
    (Array((0..<32).reversed()), 0x113F_DB5C),
    (Array("123456789".utf8), 0xE306_9283),
    ([], 0),
  ]

  @Test("the checksums of RFC 3720 B.4 come out", arguments: published)
  func vectors(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(of: bytes.span) == checksum)
    #expect(CRC32C.checksumByTables(of: bytes.span) == checksum)
  }

  @Test("many bytes a step, by the processor or by tables, give what one bit a step gives")
  func agreesWithTheDefinition() {
    var generator = SeededGenerator(seed: 3)
    for length in Array(0..<200) + Array(1_530..<1_560) + [5_000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let definition = bitwise(bytes)
      #expect(CRC32C.checksum(of: bytes.span) == definition, "length \(length), seed 3")
      #expect(CRC32C.checksumByTables(of: bytes.span) == definition, "length \(length), seed 3")
    }
  }

  private func bitwise(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
    }
    return ~crc
  }
}
