internal import Foundation

/// Whether events have become more frequent: two counts over two stretches of time, compared by the
/// exact conditional test.
///
/// If both rates were the same, the recent count, given the sum of both, would be binomial with the
/// recent share of the time. The p-value is the chance of a recent count at least as large: small
/// where chance hardly explains it. Source: J. Przyborowski and H. Wilenski, "Homogeneity of
/// results in testing samples from Poisson series", Biometrika 31 (1940). It supposes that calls
/// come independently; calls that come in waves look less like chance than they are.
package struct RateComparison: Sendable, Equatable {
  package let recentCount: Int64
  package let baselineCount: Int64
  /// The recent share of all the time, 0…1, both out.
  package let recentShare: Double

  /// - Parameters:
  ///   - recentTime: the length of the recent stretch, above 0, in any unit.
  ///   - baselineTime: the length of the other, in the same unit.
  package init(
    recentCount: Int64, recentTime: Double, baselineCount: Int64, baselineTime: Double
  ) {
    precondition(recentTime > 0 && baselineTime > 0, "a rate needs time")
    self.recentCount = recentCount
    self.baselineCount = baselineCount
    recentShare = recentTime / (recentTime + baselineTime)
  }

  /// The recent count that the baseline's rate would give.
  package var expected: Double { Double(baselineCount) * recentShare / (1 - recentShare) }

  /// The recent rate over the baseline's; nil where the baseline has no events.
  package var ratio: Double? {
    baselineCount > 0 ? Double(recentCount) / expected : nil
  }

  /// P(X ≥ recent count) for X binomial. Cost: the terms of one tail down to where they vanish.
  package var pValue: Double {
    let count = recentCount + baselineCount
    guard recentCount > 0 else { return 1 }
    if Double(recentCount) > Double(count) * recentShare {
      return min(1, tail(from: recentCount, to: count, of: count))
    }
    return max(0, 1 - tail(from: recentCount - 1, to: 0, of: count))
  }

  /// The probability of the counts from one to another, of which the first is the likeliest.
  private func tail(from first: Int64, to last: Int64, of count: Int64) -> Double {
    let odds = recentShare / (1 - recentShare)
    var term = exp(logProbability(of: first, in: count))
    var sum = term
    var value = first
    while value != last, term > sum * 1e-17 {
      if last > first {
        term *= Double(count - value) / Double(value + 1) * odds
        value += 1
      } else {
        term *= Double(value) / Double(count - value + 1) / odds
        value -= 1
      }
      sum += term
    }
    return sum
  }

  private func logProbability(of value: Int64, in count: Int64) -> Double {
    Self.logFactorial(count) - Self.logFactorial(value) - Self.logFactorial(count - value)
      + Double(value) * log(recentShare) + Double(count - value) * log1p(-recentShare)
  }

  /// ln n!: a sum for small numbers, Stirling's series beyond, exact to the last digits of a
  /// double.
  static func logFactorial(_ number: Int64) -> Double {
    guard number > 1 else { return 0 }
    guard number >= 32 else {
      return (2...number).reduce(0) { $0 + log(Double($1)) }
    }
    let value = Double(number)
    let inverse = 1 / value
    let square = inverse * inverse
    let correction = inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1_260))
    return (value + 0.5) * log(value) - value + 0.5 * log(2 * Double.pi) + correction
  }
}
