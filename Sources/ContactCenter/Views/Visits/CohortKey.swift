/// Keys that sort by a time, then by a position, as bytes.
public enum CohortKey: Sendable {
  /// 16 hexadecimal digits of the time, shifted so that times before 1970 sort first, a dot, and
  /// 20 digits of the position.
  public static func make(receivedAt time: Timestamp, position: UInt64) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(37)
    appendTime(time, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    appendDigits(position, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The part of the key that stands for the time: a bound below the keys of that instant, and
  /// above those of all earlier ones.
  public static func start(at time: Timestamp) -> String {
    var bytes: [UInt8] = []
    appendTime(time, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A position in 20 digits.
  public static func digits(_ position: UInt64) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    appendDigits(position, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func appendTime(_ time: Timestamp, to bytes: inout [UInt8]) {
    let shifted = UInt64(bitPattern: time.milliseconds) ^ (1 << 63)
    for shift in stride(from: 60, through: 0, by: -4) {
      let nibble = UInt8(truncatingIfNeeded: shifted >> UInt64(shift)) & 0xF
      bytes.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }

  private static func appendDigits(_ value: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    for _ in 0..<20 { bytes.append(UInt8(ascii: "0")) }
    var rest = value
    var index = start + 19
    while rest > 0 {
      bytes[index] += UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index -= 1
    }
  }
}
