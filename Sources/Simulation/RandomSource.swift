import Glibc

/// Random numbers that a seed repeats: SplitMix64 (Steele, Lea and Flood, 2014) and the
/// distributions of a contact center.
struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to 1, without both.
  mutating func unit() -> Double {
    (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992
  }

  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  mutating func number(in range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &self)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }

  /// A waiting time with this mean: gaps between arrivals, patience.
  mutating func exponential(mean: Double) -> Double { -mean * log(unit()) }

  /// A duration with this mean whose logarithm has this deviation: how long handling takes, by the
  /// measurements of call centers (Brown et al., 2005).
  mutating func logNormal(mean: Double, deviation: Double) -> Double {
    let normal = (-2 * log(unit())).squareRoot() * cos(2 * Double.pi * unit())
    return mean * exp(deviation * normal - deviation * deviation / 2)
  }
}
