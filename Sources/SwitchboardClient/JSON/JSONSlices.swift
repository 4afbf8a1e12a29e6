internal import Foundation

/// Takes JSON apart one level at a time and leaves the parts as the bytes that they are.
///
/// An event's data is handed on as it came: decoding and encoding it again would cost most of what
/// a reader spends on an event, and might write numbers otherwise. What the parts hold is checked
/// by whoever decodes them.
enum JSONSlices {
  /// A member of an object.
  struct Member {
    let name: String
    let value: ArraySlice<UInt8>
    /// Where the name's quotation mark stands.
    let start: Int
  }

  /// The members of an object, in their order; nil for what is none.
  static func members(of object: ArraySlice<UInt8>) -> [Member]? {
    var members: [Member] = []
    var scan = Scan(bytes: object, index: object.startIndex)
    guard scan.take(UInt8(ascii: "{")) else { return nil }
    if scan.take(UInt8(ascii: "}")) { return members }
    while true {
      scan.skipSpace()
      let start = scan.index
      guard let name = scan.value().flatMap(string), scan.take(UInt8(ascii: ":")),
        let value = scan.value()
      else { return nil }
      members.append(Member(name: name, value: value, start: start))
      if scan.take(UInt8(ascii: "}")) { return members }
      guard scan.take(UInt8(ascii: ",")) else { return nil }
    }
  }

  /// The elements of an array, in their order; nil for what is none.
  static func elements(of array: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    var elements: [ArraySlice<UInt8>] = []
    var scan = Scan(bytes: array, index: array.startIndex)
    guard scan.take(UInt8(ascii: "[")) else { return nil }
    if scan.take(UInt8(ascii: "]")) { return elements }
    while true {
      guard let value = scan.value() else { return nil }
      elements.append(value)
      if scan.take(UInt8(ascii: "]")) { return elements }
      guard scan.take(UInt8(ascii: ",")) else { return nil }
    }
  }

  /// The text of a string.
  static func string(_ value: ArraySlice<UInt8>) -> String? {
    guard value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"")
    else { return nil }
    let inside = value.dropFirst().dropLast()
    guard inside.contains(UInt8(ascii: "\\")) else {
      return String(decoding: inside, as: UTF8.self)
    }
    // A string that cannot be decoded is none.
    return try? JSONDecoder().decode(String.self, from: Data(value))
  }

  /// A number without a fraction, or one in a string, as positions travel.
  static func integer(_ value: ArraySlice<UInt8>) -> UInt64? {
    let digits = value.first == UInt8(ascii: "\"") ? value.dropFirst().dropLast() : value
    return UInt64(String(decoding: digits, as: UTF8.self))
  }
}

/// A place in JSON text.
private struct Scan {
  let bytes: ArraySlice<UInt8>
  var index: Int

  mutating func skipSpace() {
    while index < bytes.endIndex, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) {
      index += 1
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard index < bytes.endIndex, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// The next value, as its bytes; nil where there is none, or no end of it.
  mutating func value() -> ArraySlice<UInt8>? {
    skipSpace()
    let start = index
    var depth = 0
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        guard skipString() else { return nil }
        if depth == 0 { return bytes[start..<index] }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return start < index ? bytes[start..<index] : nil }
        depth -= 1
        if depth == 0 {
          index += 1
          return bytes[start..<index]
        }
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return start < index ? bytes[start..<index] : nil }
      default: break
      }
      index += 1
    }
    return depth == 0 && start < index ? bytes[start..<index] : nil
  }

  private mutating func skipString() -> Bool {
    index += 1
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return false
  }
}
