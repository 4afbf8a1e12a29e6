import ContactCenter

/// The last days and those before them, whole days of the zone.
struct TrendWindow: Sendable {
  let recent: ClosedRange<Int64>
  let baseline: ClosedRange<Int64>
  private let calendar: CalendarDays

  /// Nil where no day has a call.
  ///
  /// - Throws: `ReportFailure.invalidOption` where no day is left for the baseline.
  init?(
    days: some Collection<Int64>, _ options: ReportOptions, _ details: ReportDetails,
    now: Timestamp
  ) throws(ReportFailure) {
    guard let earliest = days.min(), let latest = days.max() else { return nil }
    calendar = options.calendar
    // Whole days only, of those of which something is known: neither a day that is not over, nor
    // one before the first call or after the last, of which no calls say nothing.
    var last = min(latest, calendar.dayNumber(containing: now) - 1)
    if let to = options.to { last = min(last, calendar.dayNumber(containing: to) - 1) }
    var first = earliest
    if let from = options.from {
      let day = calendar.dayNumber(containing: from)
      first = max(first, calendar.start(ofDay: day) == from ? day : day + 1)
    }
    let firstRecent = last - details.recentDays + 1
    guard first < firstRecent else {
      throw .invalidOption(
        "recent", "leaves no day before the last \(details.recentDays) to compare them with")
    }
    recent = firstRecent...last
    baseline = max(first, firstRecent - details.baselineDays)...(firstRecent - 1)
  }

  /// Compares what the two stretches count.
  func compare(_ count: (Int64) -> Int64) -> RateComparison {
    RateComparison(
      recentCount: recent.reduce(0) { $0 + count($1) }, recentTime: length(of: recent),
      baselineCount: baseline.reduce(0) { $0 + count($1) }, baselineTime: length(of: baseline))
  }

  var fields: [ReportField] {
    [
      ReportField("recentDays", .integer(Int64(recent.count))),
      ReportField(
        "recentStart", .text(calendar.text(of: calendar.start(ofDay: recent.lowerBound)))),
      ReportField("baselineDays", .integer(Int64(baseline.count))),
      ReportField(
        "baselineStart", .text(calendar.text(of: calendar.start(ofDay: baseline.lowerBound)))),
    ]
  }

  private func length(of days: ClosedRange<Int64>) -> Double {
    Double(
      calendar.start(ofDay: days.upperBound + 1)
        .millisecondsSince(calendar.start(ofDay: days.lowerBound)))
  }
}
