/// How long a caller will wait, as far as can be said: calls are served in rounds, as many at once
/// as there are agents, each round as long as handling takes on average.
public enum WaitEstimate {
  /// Longer waits are given out as a year: 366 days.
  public static let millisecondsMax: Int64 = 31_622_400_000

  /// ceil((ahead + 1) / max(1, agents)) × the mean handle time.
  ///
  /// - Parameters:
  ///   - ahead: the calls that will be answered before.
  ///   - agents: those who are there and can take the call.
  ///   - handleMilliseconds: talk, hold and wrap-up of the latest calls.
  public static func milliseconds(
    ahead: Int64, agents: Int64, handleMilliseconds: Int64
  ) -> Int64 {
    let agents = max(1, agents)
    return min((ahead + agents) / agents * handleMilliseconds, millisecondsMax)
  }
}
