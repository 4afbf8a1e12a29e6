import Foundation

/// The wall clock of a place: local dates and times of day to instants.
struct WallClock {
  static let secondsPerDay: Int64 = 86_400

  private let zone: TimeZone
  /// The offset of a local day through which it never changes; nil where it does.
  private var steadyOffsets: [Int64: Int64?] = [:]

  /// Nil where the IANA name is unknown.
  init?(zone name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
  }

  /// The instants in seconds since 1970 that the wall clock shows as this local second.
  ///
  /// One; two where the clock is put back, the earlier first; where it is put forward past the
  /// local time, the instant at which it would have been had it not been.
  mutating func instants(localSeconds: Int64) -> [Int64] {
    let day = localSeconds.floorDivided(by: Self.secondsPerDay)
    if let offset = steadyOffset(day: day) { return [localSeconds - offset] }
    let before = offset(at: localSeconds - Self.secondsPerDay)
    let after = offset(at: localSeconds + Self.secondsPerDay)
    let candidates = [localSeconds - before, localSeconds - after]
      .filter { offset(at: $0) == localSeconds - $0 }
    guard let first = candidates.min(), let last = candidates.max() else {
      return [localSeconds - before]
    }
    return first == last ? [first] : [first, last]
  }

  /// The local second that the wall clock shows at an instant.
  func localSeconds(at instant: Int64) -> Int64 { instant + offset(at: instant) }

  private mutating func steadyOffset(day: Int64) -> Int64? {
    if let known = steadyOffsets[day] { return known }
    let before = offset(at: (day - 1) * Self.secondsPerDay)
    let after = offset(at: (day + 2) * Self.secondsPerDay)
    let steady = before == after ? before : nil
    steadyOffsets[day] = steady
    return steady
  }

  private func offset(at instant: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))))
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity.
  func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
