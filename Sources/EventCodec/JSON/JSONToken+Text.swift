extension JSONToken {
  /// The bytes of a string or a name with its escapes resolved.
  func unescaped(in bytes: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(Int(end - start))
    var index = Int(start)
    while index < Int(end) {
      guard bytes[index] == UInt8(ascii: "\\") else {
        text.append(bytes[index])
        index += 1
        continue
      }
      index = unescape(bytes, at: index, into: &text)
    }
    return text
  }

  /// Resolves one escape that the scanner has checked; returns where it ends.
  private func unescape(_ bytes: Span<UInt8>, at index: Int, into text: inout [UInt8]) -> Int {
    switch bytes[index + 1] {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let unit = unit(bytes, at: index + 2)
      guard unit & 0xFC00 == 0xD800 else {
        text.append(scalar: unit)
        return index + 6
      }
      let low = self.unit(bytes, at: index + 8)
      text.append(scalar: 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
      return index + 12
    default: text.append(bytes[index + 1])
    }
    return index + 2
  }

  private func unit(_ bytes: Span<UInt8>, at index: Int) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 0..<4 { unit = unit << 4 | UInt32(bytes[index + offset].hexadecimalValue ?? 0) }
    return unit
  }
}

extension [UInt8] {
  /// Appends a code point that is no surrogate, as UTF-8.
  fileprivate mutating func append(scalar: UInt32) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
