internal import Foundation
internal import NIOCore

/// One request whose answer's bytes and lines are counted as they arrive.
final class ReplayPlan: LoadPlan {
  let headerBlock: [UInt8]
  private let tally: LoadTally
  private let copy: FileHandle?
  private var isSent = false
  private var bytes = 0
  private var lines = 0
  private var isSuccess = false

  /// - Parameter copy: takes the answer's bytes.
  init(headerBlock: [UInt8], tally: LoadTally, copy: FileHandle? = nil) {
    self.headerBlock = headerBlock
    self.tally = tally
    self.copy = copy
  }

  func body(lane: Int) -> [UInt8]? {
    defer { isSent = true }
    return isSent ? nil : []
  }

  func received(_ piece: ByteBufferView, lane: Int) {
    bytes += piece.count
    var rest = piece
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines += 1
      rest = rest[(end + 1)...]
    }
    copy?.write(Data(piece))
  }

  func finished(lane: Int, isSuccess: Bool, microseconds: Int) {
    self.isSuccess = isSuccess
  }

  func ended(isWhole: Bool) {
    tally.connectionEnded(isWhole: isWhole && isSuccess) { counts in
      counts.bytes += bytes
      counts.lines += lines
    }
  }
}
