import ContactCenter

/// How many calls a half hour of each weekday usually brings: counts over the number of such
/// weekdays from the first day with a call to the last.
///
/// The half hour is the one that the zone's clock shows: an hour that it shows twice counts twice
/// as much, and one that it skips nothing.
struct SeasonalProfile: Sendable {
  private static let halfHours = 48
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private var counts = Array(
    repeating: Array(repeating: Int64(0), count: weekdays.count), count: halfHours)
  private var first: Int64?
  private var last: Int64?

  mutating func add(_ time: Timestamp, in calendar: CalendarDays) {
    let local = calendar.localMilliseconds(at: time)
    let day = CalendarDays.floor(local, by: CalendarDays.dayMilliseconds)
    let halfHour = (local - day * CalendarDays.dayMilliseconds) / 1_800_000
    counts[Int(halfHour)][Self.weekday(of: day)] += 1
    first = min(first ?? day, day)
    last = max(last ?? day, day)
  }

  var report: Report {
    guard let first, let last else { return Report(rows: [], total: []) }
    var days = Array(repeating: Int64(0), count: Self.weekdays.count)
    for day in first...last { days[Self.weekday(of: day)] += 1 }
    let sums = counts.reduce(Array(repeating: Int64(0), count: days.count)) { sums, counts in
      zip(sums, counts).map(+)
    }
    let rows = counts.enumerated().filter { $0.element.contains { $0 > 0 } }.map { index, counts in
      [ReportField("halfHour", .text(Self.clock(index)))] + Self.means(counts, days)
    }
    return Report(rows: rows, total: Self.means(sums, days))
  }

  /// The place of a day's weekday among `weekdays`.
  private static func weekday(of day: Int64) -> Int { Int(CalendarDays.weekday(ofDay: day)) - 1 }

  private static func means(_ counts: [Int64], _ days: [Int64]) -> [ReportField] {
    var fields = weekdays.enumerated().map { index, name in
      ReportField(name, ReportValue(Millionths(counts[index], over: days[index])))
    }
    let all = counts.reduce(0, +)
    fields.append(ReportField("all", ReportValue(Millionths(all, over: days.reduce(0, +)))))
    fields.append(ReportField("calls", .integer(all)))
    return fields
  }

  private static func clock(_ halfHour: Int) -> String {
    let hour = halfHour / 2
    return (hour < 10 ? "0" : "") + String(hour) + (halfHour % 2 == 0 ? ":00" : ":30")
  }
}
