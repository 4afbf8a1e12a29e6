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
}
