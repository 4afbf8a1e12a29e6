/// How much happens in the simulated contact center, and when.
package struct SimulationSettings: Sendable {
  /// How a day's calls are spread over its 48 half-hours, relative to the mean.
  package enum Profile: Sendable {
    /// The same at every hour: for demonstrations and benches.
    case flat
    /// Few by night, most in the late morning and the afternoon.
    case officeDay

    /// The rate in a half-hour, from 0 at midnight to 47, relative to the day's mean.
    func weight(ofHalfHour index: Int) -> Double {
      switch self {
      case .flat: 1
      case .officeDay: Self.officeHours[index % 48]
      }
    }

    /// The largest weight: the rate at which arrivals are drawn before they are thinned.
    var peak: Double {
      switch self {
      case .flat: 1
      case .officeDay: Self.officeHours.max() ?? 1
      }
    }

    private static let officeHours: [Double] = [
      0.10, 0.08, 0.06, 0.05, 0.04, 0.04, 0.04, 0.04, 0.05, 0.06, 0.08, 0.12,
      0.20, 0.35, 0.60, 0.95, 1.45, 1.80, 2.05, 2.20, 2.30, 2.30, 2.25, 2.10,
      1.90, 1.80, 1.85, 1.95, 2.00, 2.00, 1.95, 1.90, 1.80, 1.70, 1.55, 1.40,
      1.25, 1.10, 0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.28, 0.20, 0.14,
    ]
  }

  /// Agents at work; 1…500.
  package var agents = 20
  /// Calls an hour, the day's mean; more than 0.
  package var ratePerHour = 200.0
  package var profile = Profile.flat
  /// What the wall clock shows ahead of UTC in seconds: where the day of the profile begins.
  package var utcOffsetSeconds: Int64 = 0
  /// Customers who call again and again.
  package var customers = 2_000
  /// Whether what falls due by the clock (follow-ups, thresholds, reviews) is among the events, and
  /// queues are routed by the house: for a past that no engine watched. Where one does, it says
  /// itself what falls due, and the simulation is a switch that routes and reports.
  package var playsClock = true

  package init() {}
}
