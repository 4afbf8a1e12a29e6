/// A rate limit in operation: so many events at once, and more as time passes.
struct TokenBucket {
  private let limit: HTTPRateLimit
  /// In thousandths, so that slow refills add up.
  private var tokens: Int
  private var refilledAt: Int64

  /// A full bucket. Times are milliseconds of any clock that never steps back.
  init(_ limit: HTTPRateLimit, at now: Int64) {
    self.limit = limit
    tokens = limit.burst * 1_000
    refilledAt = now
  }

  /// Takes a token for an event; false when there is none.
  mutating func take(at now: Int64) -> Bool {
    let elapsed = Int(min(max(now - refilledAt, 0), 1_000_000))
    refilledAt = now
    tokens = min(tokens + elapsed * limit.perSecond, limit.burst * 1_000)
    guard tokens >= 1_000 else { return false }
    tokens -= 1_000
    return true
  }

  /// Gives tokens back, up to a full bucket.
  mutating func giveBack(_ count: Int) {
    tokens = min(tokens + count * 1_000, limit.burst * 1_000)
  }
}
