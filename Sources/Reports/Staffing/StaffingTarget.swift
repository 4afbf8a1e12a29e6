/// The service level to be reached: so many percent within so many seconds.
package struct StaffingTarget: Sendable, Equatable {
  /// 0…1, both out.
  package let share: Double
  package let withinSeconds: Double

  /// 80 % within 20 s.
  package static let usual = StaffingTarget(uncheckedShare: 0.8, withinSeconds: 20)

  private init(uncheckedShare share: Double, withinSeconds: Double) {
    self.share = share
    self.withinSeconds = withinSeconds
  }

  /// - Throws: `ReportFailure.invalidOption` for a percentage outside 1…99.99, or a time outside
  ///   0…86,400 s.
  package init(percent: Double, withinSeconds: Double) throws(ReportFailure) {
    guard (1...99.99).contains(percent) else {
      throw .invalidOption("service-level", "must be a percentage from 1 to 99.99")
    }
    guard (0...86_400).contains(withinSeconds) else {
      throw .invalidOption("within", "must be from 0 to 86400 seconds")
    }
    self.init(uncheckedShare: percent / 100, withinSeconds: withinSeconds)
  }

  /// Reads `80/20`.
  package init(_ text: String) throws(ReportFailure) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let percent = Double(parts[0]), let seconds = Double(parts[1]) else {
      throw .invalidOption("target", "is “\(text)”; say 80/20 for 80 % within 20 seconds")
    }
    try self.init(percent: percent, withinSeconds: seconds)
  }
}
