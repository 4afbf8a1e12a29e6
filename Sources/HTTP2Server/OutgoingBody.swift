import NIOCore

/// The rest of a response's body: bytes at hand, then what a source gives.
struct OutgoingBody {
  /// What a stream may send next.
  enum Piece {
    /// At most as many bytes as asked for; `isLast` when the body is complete with them.
    case bytes(ByteBuffer, isLast: Bool)
    case pending
    case abort(HTTPStreamError)
  }

  private var carry: ByteBuffer
  private var source: (any HTTPBodySource)?
  /// Whether the broadcast wake-up resumes this body.
  let followsWake: Bool
  private var endsQuietly = false

  /// A complete body.
  init(_ bytes: ByteBuffer) {
    carry = bytes
    followsWake = false
  }

  /// A body that a source gives.
  init(_ streamed: StreamedBody) {
    carry = ByteBuffer()
    source = streamed.source
    followsWake = streamed.followsWake
  }

  /// Whether the piece taken last was all that there is for now, as the source has just said.
  var isQuiet: Bool { endsQuietly && carry.readableBytes == 0 }

  /// Takes the next piece, of at most `byteCount` bytes.
  mutating func next(upTo byteCount: Int) -> Piece {
    // What a source said of a piece that is still on its way may not hold any more.
    endsQuietly = false
    if carry.readableBytes == 0, let source {
      switch source.pull(upTo: byteCount) {
      case .data(let bytes) where bytes.readableBytes == 0,
        .dataThenPending(let bytes) where bytes.readableBytes == 0:
        return .pending
      case .data(let bytes): carry = bytes
      case .dataThenPending(let bytes):
        carry = bytes
        endsQuietly = true
      case .pending: return .pending
      case .end: close()
      case .abort(let error): return .abort(error)
      }
    }
    if carry.readableBytes <= byteCount {
      let piece = carry
      carry = ByteBuffer()
      return .bytes(piece, isLast: source == nil)
    }
    guard let piece = carry.readSlice(length: byteCount) else { return .pending }
    return .bytes(piece, isLast: false)
  }

  /// Tells the source to come to an end.
  func drain() {
    source?.drain()
  }

  /// Tells the source that no call follows.
  mutating func close() {
    let ended = source
    source = nil
    ended?.closed()
  }
}
