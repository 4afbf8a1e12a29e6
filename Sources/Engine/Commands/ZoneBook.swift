internal import ContactCenter
internal import Reports
internal import Synchronization

/// The days of time zones by name, each looked up once: some milliseconds in the zone library.
final class ZoneBook: Sendable {
  private let house: CalendarDays
  private let known = Mutex<[Code: CalendarDays]>([:])

  /// - Parameter house: the days of whoever names no zone.
  init(house: CalendarDays) {
    self.house = house
  }

  /// The days of a zone; nil where there is none of this name.
  func days(of zone: Code?) -> CalendarDays? {
    guard let zone else { return house }
    if let days = known.withLock({ $0[zone] }) { return days }
    // A name that is no zone's is the caller's fault, and told as such.
    guard let days = try? CalendarDays(zone: zone.rawValue) else { return nil }
    known.withLock { $0[zone] = days }
    return days
  }
}
