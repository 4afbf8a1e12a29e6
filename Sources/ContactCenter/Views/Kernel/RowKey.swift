/// Keys of rows that stand for several things together.
public enum RowKey {
  /// The parts with a slash between them. A slash within a part is written `~1` and a tilde `~0`,
  /// as in a JSON pointer (RFC 6901 §3), in all parts but the last: two lists of parts never have
  /// the same key. At most twice as long as its parts.
  public static func make(_ parts: String...) -> String {
    var key = ""
    for part in parts.dropLast() { key += escaped(part) + "/" }
    return key + (parts.last ?? "")
  }

  private static func escaped(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~") }) else {
      return part
    }
    var text = ""
    for character in part.unicodeScalars {
      switch character {
      case "/": text += "~1"
      case "~": text += "~0"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
