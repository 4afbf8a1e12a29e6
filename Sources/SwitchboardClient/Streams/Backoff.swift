/// The waits between attempts, see `ReconnectionPolicy`. A value without a clock.
struct Backoff {
  private let policy: ReconnectionPolicy
  /// Attempts in a row that have failed.
  private(set) var failures = 0
  /// What a stream's `retry:` asks for: the first wait, and the least of all.
  var asked: Duration?

  init(_ policy: ReconnectionPolicy) {
    self.policy = policy
  }

  /// Something was received.
  mutating func succeeded() {
    failures = 0
  }

  /// An attempt has failed.
  ///
  /// - Parameters:
  ///   - asked: the wait that the server asks for.
  ///   - generator: of the random part.
  /// - Returns: how long to wait; nil to give up.
  mutating func failed(
    asked: Duration? = nil, using generator: inout some RandomNumberGenerator
  ) -> Duration? {
    failures += 1
    if let attemptsMax = policy.attemptsMax, failures > attemptsMax { return nil }
    if let asked { return lengthened(asked, using: &generator) }
    let doublings = min(failures - 1, 20)
    let wait = min(max(self.asked ?? policy.first, .zero) * (1 << doublings), policy.longest)
    let shortened = wait * Double.random(in: 0.5...1, using: &generator)
    guard let least = self.asked else { return shortened }
    return max(shortened, lengthened(least, using: &generator))
  }

  private func lengthened(
    _ asked: Duration, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    min(asked, policy.longestAsked) * Double.random(in: 1...1.1, using: &generator)
  }
}
