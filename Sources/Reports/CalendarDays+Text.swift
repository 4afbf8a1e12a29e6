package import ContactCenter

extension CalendarDays {
  /// An instant as the zone's clock shows it: `2026-11-22T09:30:00+02:00`, with milliseconds only
  /// where there are some.
  package func text(of time: Timestamp) -> String {
    let local = localMilliseconds(at: time)
    let dayNumber = Self.floor(local, by: Self.dayMilliseconds)
    let date = CivilDate(dayNumber: dayNumber)
    let milliseconds = local - dayNumber * Self.dayMilliseconds
    let seconds = milliseconds / 1_000
    let fraction = milliseconds % 1_000
    let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    let clock =
      "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return day + "T" + clock + (fraction == 0 ? "" : ".\(padded(fraction, 3))")
      + offsetText(offsetSeconds(at: time))
  }

  /// The instant that a date or a time names: `2026-11-22` is the start of that day in the zone,
  /// `2026-11-22T09:30` or `…:15` the zone's clock, and with `Z` or `+02:00` an RFC 3339 time.
  ///
  /// - Throws: `ReportFailure.unreadableTime`.
  package func instant(_ text: String) throws(ReportFailure) -> Timestamp {
    guard let parsed = TimeText(text) else { throw .unreadableTime(text) }
    guard let offset = parsed.offsetSeconds else {
      return instant(atLocalMilliseconds: parsed.localMilliseconds)
    }
    return Timestamp(milliseconds: parsed.localMilliseconds - offset * 1_000)
  }

  private func offsetText(_ seconds: Int64) -> String {
    guard seconds != 0 else { return "Z" }
    let minutes = seconds.magnitude / 60
    return (seconds < 0 ? "-" : "+") + padded(Int64(minutes / 60), 2) + ":"
      + padded(Int64(minutes % 60), 2)
  }

  private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
