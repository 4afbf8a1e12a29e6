internal import NIOCore

/// Requests without bodies, one after the other, until it is told that they are enough.
final class GetPlan: LoadPlan {
  private let tally: LoadTally
  private let block: () -> [UInt8]
  private let isEnough: (Int) -> Bool
  private var sent = 0
  private var bytes = 0
  private var successes = 0
  private var failures = 0
  private var latencies: [Int32] = []

  /// - Parameters:
  ///   - isEnough: asked before each request with the number of those sent.
  ///   - block: the header block of the next request.
  init(
    tally: LoadTally, isEnough: @escaping (Int) -> Bool, block: @escaping () -> [UInt8]
  ) {
    self.tally = tally
    self.isEnough = isEnough
    self.block = block
  }

  var headerBlock: [UInt8] { block() }

  func body(lane: Int) -> [UInt8]? {
    guard !isEnough(sent) else { return nil }
    sent += 1
    return []
  }

  func received(_ piece: ByteBufferView, lane: Int) {
    bytes += piece.count
  }

  func finished(lane: Int, isSuccess: Bool, microseconds: Int) {
    if isSuccess { successes += 1 } else { failures += 1 }
    latencies.append(Int32(clamping: microseconds))
  }

  func ended(isWhole: Bool) {
    tally.connectionEnded(isWhole: isWhole) { counts in
      counts.successes += successes
      counts.failures += failures
      counts.bytes += bytes
      counts.latencies += latencies
    }
  }
}
