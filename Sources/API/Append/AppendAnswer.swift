internal import EventLog
internal import NIOCore

/// The body of an answer to an append: `{"position":42,"version":7,"cursor":"…"}`.
///
/// Made for every event that comes in, so the epoch is written out once.
struct AppendAnswer: Sendable {
  private let epochText: String

  init(epoch: Epoch) {
    epochText = ",\"cursor\":\"\(epoch)."
  }

  func body(_ receipt: AppendReceipt) -> ByteBuffer {
    var bytes = ByteBufferAllocator().buffer(capacity: 128)
    bytes.writeStaticString("{\"position\":")
    let position = String(receipt.last)
    bytes.writeString(position)
    bytes.writeStaticString(",\"version\":")
    bytes.writeString(String(receipt.version))
    bytes.writeString(epochText)
    bytes.writeRepeatingByte(UInt8(ascii: "0"), count: 20 - position.utf8.count)
    bytes.writeString(position)
    bytes.writeStaticString("\"}")
    return bytes
  }
}
