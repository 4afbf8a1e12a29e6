package import ContactCenter

/// Exact counts by value: the memory it takes grows with the distinct values, not with the visits.
package struct Distribution: Sendable, Equatable {
  private var counts: [Int64: Int64] = [:]
  /// The number of values.
  package private(set) var count: Int64 = 0
  /// Their sum.
  package private(set) var sum: Int64 = 0

  package init() {}

  /// Counts a value once more.
  package mutating func add(_ value: Int64) {
    counts[value, default: 0] += 1
    count += 1
    sum += value
  }

  /// Counts all values of another distribution too.
  package mutating func add(_ other: Distribution) {
    counts.merge(other.counts, uniquingKeysWith: +)
    count += other.count
    sum += other.sum
  }

  /// The smallest values of which at least so many percent are not larger (nearest rank), and the
  /// largest value, for each of the percentages in ascending order; nil where there is no value.
  package func percentiles(_ percents: [Int64]) -> [Int64?] {
    guard count > 0 else { return percents.map { _ in nil } }
    let values = counts.sorted { $0.key < $1.key }
    var index = 0
    var reached = values[0].value
    return percents.map { percent in
      let rank = max(1, (count * percent + 99) / 100)
      while reached < rank {
        index += 1
        reached += values[index].value
      }
      return values[index].key
    }
  }

  /// The mean of millisecond values in seconds.
  package var meanSeconds: Millionths? { Millionths(sum, over: count * 1_000) }
}
