import NIOCore

/// Where the frames of one pump gather, so that they leave in one write.
///
/// One a loop, not one a connection: an idle connection then holds no output memory at all.
struct OutputBatch {
  /// A batch of this many bytes is handed to the channel before more is gathered.
  static let byteCountFull = 64 * 1_024
  /// Up to here a batch is copied into a buffer of its own size when it leaves, since a peer that
  /// does not read would otherwise hold the whole batch's storage for a few bytes.
  private static let byteCountCopied = 16 * 1_024

  private var buffer: ByteBuffer
  private let allocator = ByteBufferAllocator()

  init() {
    buffer = allocator.buffer(capacity: Self.byteCountFull)
  }

  /// Bytes gathered.
  var byteCount: Int { buffer.readableBytes }

  /// Adds bytes that are only lent.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    // SAFETY: the bytes are copied before the call returns.
    _ = unsafe buffer.writeBytes(bytes)
  }

  /// Adds a copy of a buffer.
  mutating func append(_ bytes: ByteBuffer) {
    buffer.writeImmutableBuffer(bytes)
  }

  /// Takes what has gathered. The batch's storage is used again once the channel has let go of it.
  mutating func take() -> ByteBuffer {
    defer { buffer.clear() }
    guard buffer.readableBytes <= Self.byteCountCopied else { return buffer }
    var copy = allocator.buffer(capacity: buffer.readableBytes)
    copy.writeImmutableBuffer(buffer)
    return copy
  }
}
