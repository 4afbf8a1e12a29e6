internal import EventCodec
internal import EventLog
internal import NIOCore

/// The body of an answer to an append: `{"position":42,"version":7,"cursor":"…"}`.
///
/// Made for every event that comes in, so the epoch is written out once.
struct AppendAnswer: Sendable {
  private let beforePosition = Array("{\"position\":".utf8)
  private let beforeVersion = Array(",\"version\":".utf8)
  private let beforeCursor: [UInt8]
  private let end = Array("\"}".utf8)

  init(epoch: Epoch) {
    beforeCursor = Array(",\"cursor\":\"\(epoch).".utf8)
  }

  func body(_ receipt: AppendReceipt) -> ByteBuffer {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    bytes += beforePosition
    bytes.append(digits: receipt.last)
    bytes += beforeVersion
    bytes.append(digits: receipt.version)
    bytes += beforeCursor
    bytes.append(digits: receipt.last, atLeast: 20)
    bytes += end
    return ByteBuffer(bytes: bytes)
  }
}
