/// The `traceparent` of the W3C trace context, level 1.
public enum TraceParent {
  /// The value as it is kept: `00-<32 hex>-<16 hex>-<2 hex>` in lower case; nil where it is not
  /// valid and is to be ignored, together with its `tracestate`.
  ///
  /// Of a later version what version 00 knows is kept (§4.3: more may follow after a dash).
  public static func kept(_ text: String?) -> String? {
    guard let text, text.utf8.count >= bytes else { return nil }
    let head = text.utf8.prefix(bytes)
    let parts = head.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 4, isHexadecimal(parts[0], 2), isHexadecimal(parts[1], 32),
      isHexadecimal(parts[2], 16), isHexadecimal(parts[3], 2), isSet(parts[1]), isSet(parts[2]),
      !parts[0].elementsEqual("ff".utf8)
    else { return nil }
    if parts[0].elementsEqual("00".utf8) { return text.utf8.count == bytes ? text : nil }
    let rest = text.utf8.dropFirst(bytes)
    guard rest.isEmpty || rest.first == UInt8(ascii: "-") else { return nil }
    let isSampled = (parts[3].last?.hexadecimalValue ?? 0) & 1 == 1
    return "00-\(Substring(parts[1]))-\(Substring(parts[2]))-\(isSampled ? "01" : "00")"
  }

  private static let bytes = 55

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
