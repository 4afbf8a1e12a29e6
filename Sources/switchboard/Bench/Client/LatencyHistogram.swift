/// Counts of latencies in microseconds, exact to a thirty-second, in a few kilobytes.
struct LatencyHistogram {
  private static let stepsPerDoubling = 32
  private var counts = [UInt64](repeating: 0, count: 32 * 40)
  private(set) var total: UInt64 = 0

  /// - Parameter microseconds: negative ones, which a clock may give, count as zero.
  mutating func add(_ microseconds: Int, times: UInt64 = 1) {
    counts[Self.index(max(0, microseconds))] += times
    total += times
  }

  /// The latency that a share of all stay below; 0 where there are none.
  ///
  /// - Parameter percent: 0…100.
  func percentile(_ percent: Int) -> Int {
    let rank = (total * UInt64(percent) + 99) / 100
    var seen: UInt64 = 0
    for (index, count) in counts.enumerated() {
      seen += count
      if count > 0, seen >= rank { return Self.value(index) }
    }
    return 0
  }

  private static func index(_ value: Int) -> Int {
    guard value >= stepsPerDoubling else { return value }
    let shift = Int.bitWidth - 1 - value.leadingZeroBitCount - 5
    return min((shift + 1) * stepsPerDoubling + (value >> shift) - stepsPerDoubling, 32 * 40 - 1)
  }

  private static func value(_ index: Int) -> Int {
    guard index >= stepsPerDoubling else { return index }
    let shift = index / stepsPerDoubling - 1
    return (index % stepsPerDoubling + stepsPerDoubling) << shift
  }
}
