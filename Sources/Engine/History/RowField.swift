/// A field of a row by its path, such as `offered` or `today.abandoned`, found in the row's bytes.
///
/// Rows are JSON that this program has written: compact, every name once. So a field's bytes are
/// found by one pass over them, whatever the type of the row.
struct RowField: Sendable {
  /// Names from the outside in.
  private let names: [[UInt8]]
  /// As it was asked for.
  let path: String

  /// Nil for an empty name.
  init?(_ path: String) {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    names = parts.map { Array($0.utf8) }
    self.path = path
  }

  /// The field's value as JSON; nil where the row has none of this name.
  func value(in row: [UInt8]) -> [UInt8]? {
    var value = row[...]
    for name in names {
      guard let member = Self.member(name, of: value) else { return nil }
      value = member
    }
    return Array(value)
  }

  /// The value of a member of an object.
  private static func member(_ name: [UInt8], of object: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard object.first == UInt8(ascii: "{") else { return nil }
    var rest = object.dropFirst()
    while let first = rest.first, first == UInt8(ascii: "\"") {
      let key = takeValue(&rest)
      rest = rest.dropFirst()  // The colon.
      let value = takeValue(&rest)
      if key.dropFirst().dropLast().elementsEqual(name) { return value }
      rest = rest.dropFirst()  // The comma, or the brace at the end.
    }
    return nil
  }

  /// Takes a value off the front: up to a comma, colon or brace outside of it.
  private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var depth = 0
    var isInText = false
    var index = rest.startIndex
    scan: while index < rest.endIndex {
      let byte = rest[index]
      switch byte {
      case UInt8(ascii: "\\") where isInText: index += 1
      case UInt8(ascii: "\""): isInText.toggle()
      case _ where isInText: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { break scan }
        depth -= 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        if depth == 0 { break scan }
      default: break
      }
      index += 1
    }
    let end = min(index, rest.endIndex)
    let value = rest[rest.startIndex..<end]
    rest = rest[end...]
    return value
  }
}
