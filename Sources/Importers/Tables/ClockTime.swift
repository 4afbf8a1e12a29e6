/// Times of day and decimal numbers as tables write them.
enum ClockTime {
  /// `h:mm`, `h:mm:ss` or `h:mm:ss.fff` in milliseconds since midnight; nil for anything else.
  static func milliseconds(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = DateFormat.digits(parts[0]), hours < 24,
      let minutes = DateFormat.digits(parts[1]), minutes < 60
    else { return nil }
    var seconds: Int64 = 0
    if parts.count == 3 {
      guard let value = decimal(parts[2], scale: 1_000), (0..<60_000).contains(value) else {
        return nil
      }
      seconds = value
    }
    return (hours * 60 + minutes) * 60_000 + seconds
  }

  /// A duration `h:mm:ss` of any number of hours in milliseconds.
  static func duration(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = DateFormat.digits(parts[0]), hours < 10_000 else {
      return nil
    }
    return milliseconds("0:\(parts[1]):\(parts[2])"[...]).map { hours * 3_600_000 + $0 }
  }

  /// A decimal number times `scale`, a power of ten; digits beyond it are dropped. It may be
  /// negative; nil beyond 15 digits.
  static func decimal(_ text: Substring, scale: Int64) -> Int64? {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    guard let first = digits.first, first != UInt8(ascii: "."), digits.count <= 15 else {
      return nil
    }
    var value: Int64 = 0
    var remaining: Int64?
    for byte in digits {
      if byte == UInt8(ascii: "."), remaining == nil {
        remaining = scale
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      if remaining == 1 { continue }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      remaining = remaining.map { $0 / 10 }
    }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: remaining ?? scale)
    guard !overflow else { return nil }
    return isNegative ? -scaled : scaled
  }
}
