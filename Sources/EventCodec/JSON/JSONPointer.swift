/// Where a token stands, as a JSON pointer (RFC 6901).
enum JSONPointer {
  /// A longer name is cut, so that a problem's size is bounded.
  private static let nameBytesMax = 128

  /// The pointer of a value; for a name's token that of its value. Cost: the tokens before it.
  static func path(to target: Int, tokens: [JSONToken], bytes: Span<UInt8>) -> String {
    var path = ""
    var index = 0
    while index < target, index < tokens.count {
      guard let child = child(of: index, holding: target, tokens: tokens) else { return path }
      path += "/"
      path += child.number.map(String.init) ?? escaped(tokens[child.value - 1], bytes)
      index = child.value
    }
    return path
  }

  /// The pointer of the value at which a scan stopped.
  static func path(ofFaultIn tokens: [JSONToken], bytes: Span<UInt8>) -> String {
    guard let last = tokens.indices.last else { return "" }
    return path(to: last, tokens: tokens, bytes: bytes)
  }

  /// One name as a part of a pointer: `~` and `/` escaped.
  static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return name
    }
    var text = ""
    for character in name.unicodeScalars {
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }

  private static func escaped(_ name: JSONToken, _ bytes: Span<UInt8>) -> String {
    let text = name.unescaped(in: bytes)
    return escaped(String(decoding: text.prefix(nameBytesMax), as: UTF8.self))
  }

  /// The member or item of a container that holds a token, or is it; an item with its number.
  private static func child(
    of container: Int, holding target: Int, tokens: [JSONToken]
  ) -> (value: Int, number: Int?)? {
    let isObject = tokens[container].kind == .object
    var index = container + 1
    var number = 0
    while index < tokens.count {
      let value = isObject ? index + 1 : index
      if target <= value || value >= tokens.count || target < Int(tokens[value].next) {
        return (value, isObject ? nil : number)
      }
      index = Int(tokens[value].next)
      number += 1
    }
    return nil
  }
}
