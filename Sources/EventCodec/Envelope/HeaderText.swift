/// Attribute values in headers: printable ASCII, the rest percent-encoded UTF-8 (CloudEvents' HTTP
/// binding 1.0.2, 3.1.3.2).
enum HeaderText {
  /// The text of a header's value, or nil where it is not encoded so.
  ///
  /// A value in double quotes is unescaped first, for senders of earlier versions of the binding.
  static func decode(_ value: String) -> String? {
    guard value.utf8.first != UInt8(ascii: "\"") else {
      return unquoted(value).flatMap(percentDecoded)
    }
    return percentDecoded(value)
  }

  private static func percentDecoded(_ value: String) -> String? {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
      return value
    }
    var bytes: [UInt8] = []
    var high: UInt8?
    var digitsLeft = 0
    for byte in value.utf8 {
      if digitsLeft > 0 {
        guard let digit = byte.hexadecimalValue else { return nil }
        digitsLeft -= 1
        if let first = high { bytes.append(first << 4 | digit) }
        high = high == nil ? digit : nil
      } else if byte == UInt8(ascii: "%") {
        digitsLeft = 2
      } else {
        bytes.append(byte)
      }
    }
    guard digitsLeft == 0 else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The text of a quoted string (RFC 9110 §5.6.4), or nil where its end is missing.
  private static func unquoted(_ value: String) -> String? {
    var bytes: [UInt8] = []
    var rest = value.utf8.dropFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return rest.isEmpty ? String(validating: bytes, as: UTF8.self) : nil
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        bytes.append(escaped)
      default: bytes.append(byte)
      }
    }
    return nil
  }
}
