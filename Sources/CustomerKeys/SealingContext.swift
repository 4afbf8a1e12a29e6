/// The event that sealed bytes belong to: authenticated with them, never stored with them.
public struct SealingContext: Sendable, Equatable {
  /// Each name with its length before it, so that no two contexts have the same bytes.
  let bytes: [UInt8]

  public init(source: String, id: String, type: String, stream: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      16 + source.utf8.count + id.utf8.count + type.utf8.count + stream.utf8.count)
    for name in [source, id, type, stream] {
      let length = UInt32(truncatingIfNeeded: name.utf8.count)
      for shift in [UInt32(24), 16, 8, 0] {
        bytes.append(UInt8(truncatingIfNeeded: length >> shift))
      }
      bytes += name.utf8
    }
    self.bytes = bytes
  }
}
