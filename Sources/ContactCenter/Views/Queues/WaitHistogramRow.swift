/// How many answered visits of a queue waited how many seconds: the fold's own note behind exact
/// percentiles.
///
/// Two lists that belong together, in ascending order of seconds: waits are few and close to each
/// other, so a list of those that occur is shorter than one with a place for each second.
public struct WaitHistogramRow: ViewRow {
  public var seconds: [Int64] = []
  public var counts: [Int64] = []
  public var total: Int64 = 0

  /// Longer waits count as a day.
  private static let secondsMax: Int64 = 86_400

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    let rules = FieldRules.count(Int(Self.secondsMax) + 1)
    fields.list("seconds", &seconds, rules, "The waits that occurred, ascending.")
    fields.list("counts", &counts, rules, "How many visits waited that long.")
    fields.required("total", &total, "How many there are.")
  }
}

extension WaitHistogramRow {
  /// Counts a wait. Cost: a binary search, and a move of the longer waits for one never seen.
  mutating func add(milliseconds: Int64) {
    let second = min(milliseconds / 1_000, Self.secondsMax)
    total += 1
    var low = 0
    var high = seconds.count
    while low < high {
      let middle = (low + high) / 2
      if seconds[middle] < second { low = middle + 1 } else { high = middle }
    }
    if low < seconds.count, seconds[low] == second {
      counts[low] += 1
    } else {
      seconds.insert(second, at: low)
      counts.insert(1, at: low)
    }
  }

  /// Exact percentiles; nil where nothing was answered. Cost: one pass over the waits up to the
  /// 95th percentile.
  var figures: WaitFigures? {
    guard let longest = seconds.last else { return nil }
    var figures = WaitFigures()
    var index = 0
    var reached = counts[0]
    func advance(to percent: Int64) -> Int64 {
      let rank = (total * percent + 99) / 100
      while reached < rank {
        index += 1
        reached += counts[index]
      }
      return seconds[index]
    }
    figures.p50 = advance(to: 50)
    figures.p90 = advance(to: 90)
    figures.p95 = advance(to: 95)
    figures.max = longest
    return figures
  }
}
