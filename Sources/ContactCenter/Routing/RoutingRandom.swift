/// Random numbers that a recorded seed repeats: SplitMix64 (Steele, Lea and Flood, 2014). Part of
/// the rule: another generator is another rule.
struct RoutingRandom {
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

  /// A number from 0 to just below a bound, by multiplication (Lemire, 2019) without rejection: the
  /// bias is below 2^-30 for the bounds that occur.
  mutating func next(below bound: UInt64) -> UInt64 {
    next().multipliedFullWidth(by: bound).high
  }
}
