extension Span<UInt8> {
  /// Eight bytes from an index on as a number, the first one lowest: one load, since the bounds of
  /// a span of eight are checked once. At least eight bytes must be left.
  @inline(__always)
  public func word(at index: Int) -> UInt64 {
    let eight = extracting(index..<index + 8)
    let low = UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16
    let middle = UInt64(eight[3]) << 24 | UInt64(eight[4]) << 32 | UInt64(eight[5]) << 40
    return low | middle | UInt64(eight[6]) << 48 | UInt64(eight[7]) << 56
  }

  /// Four bytes likewise.
  @inline(__always)
  func word32(at index: Int) -> UInt32 {
    let four = extracting(index..<index + 4)
    let low = UInt32(four[0]) | UInt32(four[1]) << 8
    return low | UInt32(four[2]) << 16 | UInt32(four[3]) << 24
  }

  /// Two bytes likewise.
  @inline(__always)
  func word16(at index: Int) -> UInt16 {
    let two = extracting(index..<index + 2)
    return UInt16(two[0]) | UInt16(two[1]) << 8
  }
}
