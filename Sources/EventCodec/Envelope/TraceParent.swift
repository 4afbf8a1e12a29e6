/// The W3C trace context's `traceparent`, level 1.
enum TraceParent {
  /// Whether a text is `00-<32 hex>-<16 hex>-<2 hex>` in lower case with ids that are not all zero.
  static func isValid(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0].elementsEqual("00".utf8) else { return false }
    return isHexadecimal(parts[1], 32) && isHexadecimal(parts[2], 16)
      && isHexadecimal(parts[3], 2) && isSet(parts[1]) && isSet(parts[2])
  }

  private static func isHexadecimal(_ part: Substring.UTF8View, _ length: Int) -> Bool {
    part.count == length
      && part.allSatisfy {
        $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  private static func isSet(_ part: Substring.UTF8View) -> Bool {
    part.contains { $0 != UInt8(ascii: "0") }
  }
}
