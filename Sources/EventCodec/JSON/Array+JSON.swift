/// Writing JSON into an array of bytes, without spaces.
extension Array<UInt8> {
  /// Appends the bytes of a text as they are.
  mutating func append(text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Appends a JSON string: only `"`, `\` and control characters are escaped, so that equal texts
  /// have equal bytes.
  mutating func append(quoted text: String) {
    let bytes = text.utf8.span
    guard !bytes.needsEscapes else {
      append(UInt8(ascii: "\""))
      for index in bytes.indices { append(escaping: bytes[index]) }
      return append(UInt8(ascii: "\""))
    }
    append(addingCapacity: bytes.count + 2) { output in
      output.append(UInt8(ascii: "\""))
      for index in bytes.indices { output.append(bytes[index]) }
      output.append(UInt8(ascii: "\""))
    }
  }

  /// Appends an integer in decimal digits.
  mutating func append(number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(digits: number.magnitude, atLeast: 1)
  }

  /// Appends decimal digits, with zeros before them up to a width of at most 20.
  package mutating func append(digits number: UInt64, atLeast width: Int = 1) {
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var span = digits.mutableSpan
    // What has not been written is zeros.
    let first = Swift.min(span.overwrite(digits: number, endingAt: 20), 20 - width)
    append(addingCapacity: 20 - first) { output in
      for index in first..<20 { output.append(digits[index]) }
    }
  }

  /// Writes decimal digits over zeros, the last one before an index.
  mutating func overwrite(digits number: UInt64, endingAt end: Int) {
    var bytes = mutableSpan
    _ = bytes.overwrite(digits: number, endingAt: end)
  }

  /// Appends a count of millionths as a decimal without needless zeros: `0.652713`, `40.5`, `7`.
  mutating func append(millionths count: Int64) {
    if count < 0 { append(UInt8(ascii: "-")) }
    let (whole, fraction) = count.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    append(digits: whole, atLeast: 1)
    guard fraction > 0 else { return }
    append(UInt8(ascii: "."))
    append(digits: fraction, atLeast: 6)
    while last == UInt8(ascii: "0") { removeLast() }
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(text: #"\""#)
    case UInt8(ascii: "\\"): append(text: #"\\"#)
    case 0x0A: append(text: #"\n"#)
    case 0x0D: append(text: #"\r"#)
    case 0x09: append(text: #"\t"#)
    case 0..<0x20:
      append(text: #"\u00"#)
      append(UInt8(ascii: "0") + byte >> 4)
      append("0123456789abcdef".utf8.span[Int(byte & 15)])
    default: append(byte)
    }
  }
}

extension MutableSpan<UInt8> {
  /// Writes decimal digits, none for zero.
  ///
  /// - Returns: where the first one stands.
  @inline(__always)
  fileprivate mutating func overwrite(digits number: UInt64, endingAt end: Int) -> Int {
    var rest = number
    var index = end
    while rest > 0 {
      index -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      self[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    return index
  }
}

extension Span<UInt8> {
  /// Whether a JSON string of these bytes needs a backslash: for a special byte that is ASCII.
  fileprivate var needsEscapes: Bool {
    var index = firstSpecial(from: 0)
    while index < count, self[index] >= 0x80 { index = firstSpecial(from: index + 1) }
    return index < count
  }
}
