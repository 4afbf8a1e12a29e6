extension CalendarDays {
  /// Whether a moment lies within the hours of some weekdays, by this zone's clock. Hours that end
  /// before they begin go over midnight, and belong to the weekday on which they begin.
  ///
  /// - Parameters:
  ///   - from: the minute of the day at which they begin.
  ///   - end: the minute before which they end, 1,440 at most.
  ///   - weekdays: 1, Monday, to 7.
  func isWithinHours(
    from start: Int64, to end: Int64, on weekdays: [Int64], _ time: Timestamp
  ) -> Bool {
    let local = localMilliseconds(at: time)
    let day = Self.floor(local, by: Self.dayMilliseconds)
    let minute = (local - day * Self.dayMilliseconds) / 60_000
    guard start > end else {
      return minute >= start && minute < end && weekdays.contains(Self.weekday(ofDay: day))
    }
    return minute >= start && weekdays.contains(Self.weekday(ofDay: day))
      || minute < end && weekdays.contains(Self.weekday(ofDay: day - 1))
  }
}
