package import ContactCenter

/// The length of a report's intervals, cut at the boundaries of the zone's clock and calendar.
package enum ReportInterval: Sendable, Equatable {
  /// Minutes that divide a day evenly, counted from the zone's midnight.
  case minutes(Int64)
  case day
  /// From Monday (ISO 8601).
  case week
  case month

  /// Reads `15m`, `30m`, `1h`, `1d`, `1w`, `1mo`; other minutes that divide an hour and other hours
  /// that divide a day are taken too.
  ///
  /// - Throws: `ReportFailure.unknownInterval`.
  package init(_ text: String) throws(ReportFailure) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 4, let number = Int64(digits), number > 0 else {
      throw .unknownInterval(text)
    }
    switch (text.dropFirst(digits.count), number) {
    case ("m", _) where 60 % number == 0: self = .minutes(number)
    case ("h", _) where 24 % number == 0: self = number == 24 ? .day : .minutes(number * 60)
    case ("d", 1): self = .day
    case ("w", 1): self = .week
    case ("mo", 1): self = .month
    default: throw .unknownInterval(text)
    }
  }

  /// The interval that holds an instant, [start, end).
  ///
  /// An hour that the clock shows twice is two intervals, and an interval that a change of the
  /// clock cuts ends there: intervals never overlap, and there is no gap between them.
  package func span(containing time: Timestamp, in days: CalendarDays) -> CalendarDays.Span {
    switch self {
    case .minutes(let minutes): return clockSpan(containing: time, minutes: minutes, in: days)
    case .day: return days.day(containing: time)
    case .week:
      let day = days.dayNumber(containing: time)
      // 1970-01-05 was a Monday.
      let monday = 4 + 7 * CalendarDays.floor(day - 4, by: 7)
      return span(of: days, fromDay: monday, toDay: monday + 7)
    case .month:
      let first = CivilDate(dayNumber: days.dayNumber(containing: time)).firstOfMonth
      return span(of: days, fromDay: first.dayNumber, toDay: first.firstOfNextMonth.dayNumber)
    }
  }

  private func span(
    of days: CalendarDays, fromDay first: Int64, toDay end: Int64
  ) -> CalendarDays.Span {
    CalendarDays.Span(start: days.start(ofDay: first), end: days.start(ofDay: end))
  }

  private func clockSpan(
    containing time: Timestamp, minutes: Int64, in days: CalendarDays
  ) -> CalendarDays.Span {
    let length = minutes * 60_000
    let local = days.localMilliseconds(at: time)
    let intoInterval = local - CalendarDays.floor(local, by: length) * length
    var span = CalendarDays.Span(
      start: time.adding(milliseconds: -intoInterval),
      end: time.adding(milliseconds: length - intoInterval))
    let current = days.transitionIndex(at: time)
    if current >= 0 { span.start = max(span.start, days.transitions[current].from) }
    if current + 1 < days.transitions.count {
      span.end = min(span.end, days.transitions[current + 1].from)
    }
    return span
  }
}
