extension Span<UInt8> {
  /// Whether the bytes from an offset on are those of a name.
  ///
  /// - Parameter count: compares only so many of the name's bytes.
  func matches(_ name: StaticString, at offset: Int, count: Int? = nil) -> Bool {
    let length = count ?? name.utf8CodeUnitCount
    guard self.count - offset >= length else { return false }
    return name.withUTF8Buffer { wanted in
      for index in 0..<length where self[offset + index] != wanted[index] { return false }
      return true
    }
  }
}
