/// Durations by how long they were.
final class Histogram: Sendable {
  /// Upper bounds in microseconds; the last bucket has none.
  static let bounds: [UInt64] = [
    250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
  ]

  private let buckets = (0...Histogram.bounds.count).map { _ in Counter() }
  private let sumMicroseconds = Counter()

  func note(microseconds: UInt64) {
    let index = Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count
    buckets[index].add()
    sumMicroseconds.add(microseconds)
  }

  /// How many there were up to each bound, and in all.
  var cumulative: (counts: [UInt64], total: UInt64, sumSeconds: Double) {
    var total: UInt64 = 0
    let counts = buckets.map { bucket in
      total += bucket.value
      return total
    }
    return (Array(counts.dropLast()), total, Double(sumMicroseconds.value) / 1e6)
  }
}
