internal import NIOCore

/// A JSON value of an answer, written in the order in which it was put together.
///
/// For answers that are made now and then. What is sent for every append or event is bytes made
/// once or by hand.
enum JSONValue: Sendable {
  case text(String)
  case number(Int64)
  case position(UInt64)
  /// Milliseconds or ratios with a fraction.
  case decimal(Double)
  case flag(Bool)
  case null
  /// A value that is JSON already.
  case raw([UInt8])
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// The value's bytes.
  var encoded: ByteBuffer {
    var bytes = ByteBuffer()
    write(into: &bytes)
    return bytes
  }

  /// Appends the value's bytes.
  func write(into bytes: inout ByteBuffer) {
    switch self {
    case .text(let text): Self.write(text, into: &bytes)
    case .number(let number): bytes.writeString(String(number))
    case .position(let position): bytes.writeString(String(position))
    case .decimal(let number): bytes.writeString(number.isFinite ? String(number) : "null")
    case .flag(let flag): bytes.writeString(flag ? "true" : "false")
    case .null: bytes.writeString("null")
    case .raw(let json): bytes.writeBytes(json)
    case .array(let values): Self.write(values, into: &bytes)
    case .object(let members): Self.write(members, into: &bytes)
    }
  }

  private static func write(_ values: [JSONValue], into bytes: inout ByteBuffer) {
    bytes.writeInteger(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.writeInteger(UInt8(ascii: ",")) }
      value.write(into: &bytes)
    }
    bytes.writeInteger(UInt8(ascii: "]"))
  }

  private static func write(_ members: [(String, JSONValue)], into bytes: inout ByteBuffer) {
    bytes.writeInteger(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.writeInteger(UInt8(ascii: ",")) }
      write(member.0, into: &bytes)
      bytes.writeInteger(UInt8(ascii: ":"))
      member.1.write(into: &bytes)
    }
    bytes.writeInteger(UInt8(ascii: "}"))
  }

  /// Appends a JSON string: quotes, the escapes that RFC 8259 demands, and no others.
  static func write(_ text: String, into bytes: inout ByteBuffer) {
    bytes.writeInteger(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.writeMultipleIntegers(UInt8(ascii: "\\"), byte)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes.writeString(digits.utf8.count == 1 ? "\\u000\(digits)" : "\\u00\(digits)")
      default:
        bytes.writeInteger(byte)
      }
    }
    bytes.writeInteger(UInt8(ascii: "\""))
  }
}
