extension JSONScanner {
  /// Scans a string or a name from its opening quotation mark to its closing one.
  mutating func string(_ bytes: Span<UInt8>, kind: JSONToken.Kind) throws(JSONFault) {
    let start = position + 1
    var index = start
    var isEscaped = false
    while true {
      index = bytes.firstSpecial(from: index)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        append(kind, start: start, end: index, isMarked: isEscaped)
        position = index + 1
        return
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        index = try escape(bytes, at: index)
      } else if byte < 0x20 {
        position = index
        throw unexpected("allowed in a string: escape control characters")
      } else {
        index = try multibyte(bytes, at: index)
      }
    }
    throw truncated(bytes)
  }

  /// Checks what begins with `\` and returns where it ends.
  private mutating func escape(_ bytes: Span<UInt8>, at index: Int) throws(JSONFault) -> Int {
    guard index + 1 < bytes.count else { throw truncated(bytes) }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      return try escapedUnit(bytes, at: index)
    default:
      position = index
      throw unexpected("an escape of RFC 8259")
    }
  }

  /// Checks `\uXXXX`, or a pair of them where the first is a high surrogate.
  private mutating func escapedUnit(
    _ bytes: Span<UInt8>, at index: Int
  ) throws(JSONFault) -> Int {
    let unit = try hexadecimal(bytes, at: index + 2)
    if (0xDC00...0xDFFF).contains(unit) { throw JSONFault(kind: .notUTF8, offset: index) }
    guard (0xD800...0xDBFF).contains(unit) else { return index + 6 }
    let second = index + 6
    guard second < bytes.count else { throw truncated(bytes) }
    guard bytes[second] == UInt8(ascii: "\\") else {
      throw JSONFault(kind: .notUTF8, offset: index)
    }
    guard second + 1 < bytes.count else { throw truncated(bytes) }
    guard bytes[second + 1] == UInt8(ascii: "u"),
      (0xDC00...0xDFFF).contains(try hexadecimal(bytes, at: second + 2))
    else { throw JSONFault(kind: .notUTF8, offset: index) }
    return second + 6
  }

  private mutating func hexadecimal(
    _ bytes: Span<UInt8>, at index: Int
  ) throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for offset in index..<index + 4 {
      guard offset < bytes.count else { throw truncated(bytes) }
      guard let digit = bytes[offset].hexadecimalValue else {
        position = offset
        throw unexpected("a hexadecimal digit")
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Checks one character of two to four bytes (RFC 3629: shortest form, no surrogates, at most
  /// U+10FFFF) and returns where it ends.
  private func multibyte(_ bytes: Span<UInt8>, at index: Int) throws(JSONFault) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: length = 3
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw JSONFault(kind: .notUTF8, offset: index)
    }
    for offset in 1..<length {
      guard index + offset < bytes.count else { throw truncated(bytes) }
      let allowed: ClosedRange<UInt8> = offset == 1 ? second : 0x80...0xBF
      guard allowed.contains(bytes[index + offset]) else {
        throw JSONFault(kind: .notUTF8, offset: index)
      }
    }
    return index + length
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit, or nil.
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
