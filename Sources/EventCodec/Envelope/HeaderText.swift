/// Attribute values in headers: printable ASCII, the rest percent-encoded UTF-8 (CloudEvents' HTTP
/// binding 1.0.2, 3.1.3.2).
enum HeaderText {
  /// The text of a header's value, or nil where it is not encoded so.
  static func decode(_ value: String) -> String? {
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
}
