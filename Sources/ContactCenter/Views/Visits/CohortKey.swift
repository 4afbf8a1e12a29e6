/// Keys that sort by a time, then by a position, as bytes.
package enum CohortKey {
  /// 16 hexadecimal digits of the time, shifted so that times before 1970 sort first, a dot, and
  /// 20 digits of the position.
  package static func make(receivedAt time: Timestamp, position: UInt64) -> String {
    var bytes = timeDigits(time)
    bytes.append(UInt8(ascii: "."))
    var divisor: UInt64 = 10_000_000_000_000_000_000
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(position / divisor % 10))
      divisor /= 10
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The part of the key that stands for the time: a bound below the keys of that instant, and above
  /// those of all earlier ones.
  package static func start(at time: Timestamp) -> String {
    String(decoding: timeDigits(time), as: UTF8.self)
  }

  private static func timeDigits(_ time: Timestamp) -> [UInt8] {
    let shifted = UInt64(bitPattern: time.milliseconds) ^ (1 << 63)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(37)
    for shift in stride(from: 60, through: 0, by: -4) {
      let nibble = UInt8(truncatingIfNeeded: shifted >> UInt64(shift)) & 0xF
      bytes.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
    return bytes
  }
}
