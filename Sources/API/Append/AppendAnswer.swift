internal import EventLog
internal import NIOCore

/// The body of an answer to an append: `{"position":42,"version":7,"cursor":"…"}`.
enum AppendAnswer {
  static func body(_ receipt: AppendReceipt, epoch: Epoch) -> ByteBuffer {
    let cursor = Cursor(epoch: epoch, position: receipt.last)
    return ByteBuffer(
      string:
        "{\"position\":\(receipt.last),\"version\":\(receipt.version),\"cursor\":\"\(cursor)\"}"
    )
  }
}
