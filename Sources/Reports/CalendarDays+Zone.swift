package import ContactCenter
internal import Foundation

extension CalendarDays {
  /// The days of a zone, without a look at the zone library for UTC.
  ///
  /// - Throws: `ReportFailure.unknownZone`.
  package init(named name: String) throws(ReportFailure) {
    self = name == "UTC" ? .utc : try CalendarDays(zone: name)
  }

  /// The days of an IANA time zone between 1970 and 2100, from the zone library of this machine.
  ///
  /// Finds every change of the offset by looking once a week and then narrowing down to the second,
  /// since the library's own list leaves out changes that are not to or from summer time. Cost:
  /// some milliseconds; make it once.
  ///
  /// - Throws: `ReportFailure.unknownZone`.
  package init(zone name: String) throws(ReportFailure) {
    guard let zone = TimeZone(identifier: name) else { throw .unknownZone(name) }
    var transitions: [Transition] = []
    var time: Int64 = 0
    let initial = Self.offset(of: zone, at: time)
    var offset = initial
    while time < Self.lastSecond {
      let next = time + Self.weekSeconds
      let nextOffset = Self.offset(of: zone, at: next)
      if nextOffset != offset {
        let change = Self.firstChange(of: zone, after: time, through: next)
        offset = Self.offset(of: zone, at: change)
        transitions.append(
          Transition(from: Timestamp(milliseconds: change * 1_000), offsetSeconds: offset))
        time = change
      } else {
        time = next
      }
    }
    self.init(name: name, initialOffsetSeconds: initial, transitions: transitions)
  }

  private static func firstChange(
    of zone: TimeZone, after start: Int64, through end: Int64
  ) -> Int64 {
    let before = offset(of: zone, at: start)
    var low = start
    var high = end
    while high - low > 1 {
      let middle = (low + high) / 2
      if offset(of: zone, at: middle) == before { low = middle } else { high = middle }
    }
    return high
  }

  private static func offset(of zone: TimeZone, at second: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
  }

  private static let weekSeconds: Int64 = 7 * 86_400
  /// 2100-01-01T00:00:00Z.
  private static let lastSecond: Int64 = 4_102_444_800
}
