extension JSONScanner {
  /// Scans a number: an optional minus, an integer without leading zeros, an optional fraction, an
  /// optional exponent.
  mutating func number(_ bytes: Span<UInt8>) throws(JSONFault) {
    let start = position
    var isMarked = false
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
      if position < bytes.count, bytes[position].isDigit {
        throw unexpected("allowed here: a number has no leading zeros")
      }
    } else {
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      isMarked = true
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      isMarked = true
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try digits(bytes)
    }
    append(.number, start: start, end: position, isMarked: isMarked)
  }

  /// One digit or more.
  private mutating func digits(_ bytes: Span<UInt8>) throws(JSONFault) {
    guard position < bytes.count else { throw truncated(bytes) }
    guard bytes[position].isDigit else { throw unexpected("a digit") }
    while position < bytes.count, bytes[position].isDigit { position += 1 }
  }
}

extension UInt8 {
  /// Whether it is an ASCII digit.
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
