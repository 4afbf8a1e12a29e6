extension CalendarDays {
  /// The week that holds an instant, named after its Monday: `2026-11-16`. Sorts as text.
  public func week(containing time: Timestamp) -> Code {
    let day = dayNumber(containing: time)
    let monday = CivilDate(dayNumber: day - Self.weekday(ofDay: day) + 1)
    return Code(
      "\(Self.padded(monday.year, 4))-\(Self.padded(monday.month, 2))-"
        + Self.padded(monday.day, 2))
  }

  /// The weekday of a day of the calendar: 1, Monday, to 7.
  public static func weekday(ofDay day: Int64) -> Int64 {
    // Day 0, 1970-01-01, was a Thursday.
    day + 3 - floor(day + 3, by: 7) * 7 + 1
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
