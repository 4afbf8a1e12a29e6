import NIOCore

/// The DATA frame that connections with one stream have sent last, for those that send the same one
/// next: subscribers of one feed stand in the same place, and their streams have the same number.
///
/// One a loop. The first connection sends its piece as any other; the second has it copied behind
/// its header; from the third on nothing is copied, and the system reads the same bytes for each of
/// them.
struct SharedFrame {
  /// The header of a frame is nine bytes: eight of them, and the last of the stream's number.
  private struct Header: Equatable {
    var first: UInt64
    var last: UInt8
  }

  private var header: Header?
  /// Kept, so that its bytes stay where and what they are.
  private var piece = ByteBuffer()
  private var frame: ByteBuffer?

  /// The frame with a header and a piece, where it is the one that was asked for last.
  mutating func frame(_ header: UnsafeRawBufferPointer, _ piece: ByteBuffer) -> ByteBuffer? {
    // SAFETY: the header of a frame is nine bytes, lent for the length of this call.
    let header = unsafe Header(
      first: header.loadUnaligned(as: UInt64.self), last: header[MemoryLayout<UInt64>.size])
    guard header == self.header, Self.areSame(piece, self.piece) else {
      self.header = header
      self.piece = piece
      frame = nil
      return nil
    }
    if let frame { return frame }
    var made = ByteBufferAllocator().buffer(capacity: piece.readableBytes + 9)
    made.writeInteger(header.first, endianness: .host)
    made.writeInteger(header.last)
    made.writeImmutableBuffer(piece)
    frame = made
    return made
  }

  /// Lets go of the bytes.
  mutating func forget() {
    guard header != nil else { return }
    self = SharedFrame()
  }

  /// Whether two buffers are the same bytes in the same place.
  private static func areSame(_ left: ByteBuffer, _ right: ByteBuffer) -> Bool {
    // SAFETY: the addresses are compared, and nothing is read from them.
    unsafe left.withUnsafeReadableBytes { left in
      unsafe right.withUnsafeReadableBytes { right in
        unsafe left.baseAddress == right.baseAddress && left.count == right.count
      }
    }
  }
}
