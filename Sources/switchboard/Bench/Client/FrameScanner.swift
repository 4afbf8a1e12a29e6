/// Cuts the bytes of an HTTP/2 connection into frames as they arrive, without copying payloads.
///
///     while let piece = scanner.next(bytes, &offset) { … bytes[piece] … scanner.kind … }
struct FrameScanner {
  /// The frame at work.
  private(set) var kind: UInt8 = 0
  private(set) var flags: UInt8 = 0
  private(set) var stream: Int32 = 0
  /// Whether the last piece ended its frame.
  private(set) var isFrameEnd = true
  private var payloadLeft = 0
  private var head: [UInt8] = []

  /// The next piece of a frame's payload, perhaps empty; nil when the bytes are used up.
  mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> Range<Int>? {
    if isFrameEnd {
      guard takeHead(bytes, &offset) else { return nil }
      isFrameEnd = false
    } else if offset == bytes.count {
      return nil
    }
    let count = min(payloadLeft, bytes.count - offset)
    payloadLeft -= count
    isFrameEnd = payloadLeft == 0
    defer { offset += count }
    return offset..<offset + count
  }

  private mutating func takeHead(_ bytes: Span<UInt8>, _ offset: inout Int) -> Bool {
    if head.isEmpty, bytes.count - offset >= HTTP2Frames.headBytes {
      payloadLeft =
        Int(bytes[offset]) << 16 | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2])
      kind = bytes[offset + 3]
      flags = bytes[offset + 4]
      stream =
        Int32(bytes[offset + 5] & 0x7F) << 24 | Int32(bytes[offset + 6]) << 16
        | Int32(bytes[offset + 7]) << 8 | Int32(bytes[offset + 8])
      offset += HTTP2Frames.headBytes
      return true
    }
    while head.count < HTTP2Frames.headBytes {
      guard offset < bytes.count else { return false }
      head.append(bytes[offset])
      offset += 1
    }
    let whole = head
    head = []
    var start = 0
    return takeHead(whole.span, &start)
  }
}
