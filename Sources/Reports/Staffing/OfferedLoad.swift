/// The work that callers bring: arrivals and how long each takes.
package struct OfferedLoad: Sendable, Equatable {
  /// No more agents are looked at: a floor of this size is no longer one queue.
  package static let agentsMax = 20_000
  /// The largest load in erlangs.
  package static let erlangsMax = 15_000.0

  package let callsPerSecond: Double
  /// The mean of talk, hold and wrap-up.
  package let handleSeconds: Double

  /// - Throws: `ReportFailure.invalidOption` for a number that is not above 0, or too large.
  package init(
    calls: Double, intervalSeconds: Double, handleSeconds: Double
  ) throws(ReportFailure) {
    guard calls > 0, calls <= 10_000_000 else {
      throw .invalidOption("calls", "must be above 0 and at most 10000000")
    }
    guard intervalSeconds > 0, intervalSeconds <= 31 * 86_400 else {
      throw .invalidOption("interval-minutes", "must be above 0 and at most 44640")
    }
    guard handleSeconds > 0, handleSeconds <= 86_400 else {
      throw .invalidOption("handle-seconds", "must be above 0 and at most 86400")
    }
    callsPerSecond = calls / intervalSeconds
    self.handleSeconds = handleSeconds
    guard erlangs <= Self.erlangsMax else {
      throw .invalidOption("calls", "bring more than \(Int(Self.erlangsMax)) erlangs of work")
    }
  }

  /// A: the mean number of agents whom the calls keep busy.
  package var erlangs: Double { callsPerSecond * handleSeconds }

  /// The smallest number of agents above the load.
  package var agentsMin: Int { Int(erlangs.rounded(.down)) + 1 }
}
