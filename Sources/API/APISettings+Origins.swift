extension APISettings {
  /// Whether a text is an origin as a browser sends it: `http` or `https`, a host in lower case and
  /// perhaps a port, and nothing behind it. `*` and `null` are none.
  package static func isOrigin(_ text: String) -> Bool {
    guard let mark = text.firstRange(of: "://"),
      ["http", "https"].contains(text[..<mark.lowerBound])
    else { return false }
    let rest = text[mark.upperBound...]
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if rest.hasPrefix("[") { return isBracketed(rest) }
    guard isHost(parts[0]) else { return false }
    return parts.count == 1 || isPort(parts[1])
  }

  private static func isHost(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  private static func isPort(_ text: Substring) -> Bool {
    guard let port = Int(text), (1...65_535).contains(port) else { return false }
    return String(port) == text
  }

  /// An address of IP version 6, perhaps with a port.
  private static func isBracketed(_ text: Substring) -> Bool {
    guard let end = text.firstIndex(of: "]") else { return false }
    let digits = text[text.index(after: text.startIndex)..<end]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isHexDigit && !$0.isUppercase || $0 == ":" })
    else { return false }
    let port = text[text.index(after: end)...]
    return port.isEmpty || (port.hasPrefix(":") && isPort(port.dropFirst()))
  }
}
