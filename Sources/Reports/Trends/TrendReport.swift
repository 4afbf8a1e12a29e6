package import ContactCenter

/// How many calls come in for what, and what is changing: fed call by call, in any order.
///
/// Counts inbound calls by the time at which they came in; ghosts of a switch are left out. Days
/// are the zone's, weekdays too, and a half hour is the one that the zone's clock shows.
///
/// Memory: a counter for each day and subject, and one for each half hour of the days.
package struct TrendReport: Sendable {
  /// The rate of false finds among what is called rising.
  package static let falseDiscoveryRate = 0.05

  private let options: ReportOptions
  private let details: ReportDetails
  private let now: Timestamp
  private let interval: ReportInterval
  private var volumes: [Timestamp: [TrendSubject: Int64]] = [:]
  private var ends: [Timestamp: Timestamp] = [:]
  private var days: [Int64: [TrendSubject: Int64]] = [:]
  private var profile = SeasonalProfile()

  /// - Parameters:
  ///   - options: a row a day where no interval is named.
  ///   - now: a day that is not over is compared with nothing.
  package init(options: ReportOptions, details: ReportDetails, now: Timestamp) {
    self.options = options
    self.details = details
    self.now = now
    interval = options.interval ?? .day
  }

  /// Counts a call if it is inbound and in range.
  package mutating func add(_ outcome: OutcomeRow) {
    let time = outcome.receivedAt
    guard !outcome.isOutbound, !outcome.isPhantom, options.inRange(time) != nil else { return }
    let subjects = TrendSubject.subjects(of: outcome)
    switch details.trends {
    case .volumes:
      let span = interval.span(containing: time, in: options.calendar)
      ends[span.start] = span.end
      for subject in subjects { volumes[span.start, default: [:]][subject, default: 0] += 1 }
    case .rising:
      let day = options.calendar.dayNumber(containing: time)
      for subject in subjects { days[day, default: [:]][subject, default: 0] += 1 }
    case .profile: profile.add(time, in: options.calendar)
    }
  }

  /// The table that was asked for.
  ///
  /// - Throws: `ReportFailure.invalidOption` where there are no days to compare with.
  package func report() throws(ReportFailure) -> Report {
    switch details.trends {
    case .volumes: volumesReport
    case .rising: try risingReport()
    case .profile: profile.report
    }
  }

  private var volumesReport: Report {
    var rows: [Report.Row] = []
    var total: Int64 = 0
    for (start, counts) in volumes.sorted(by: { $0.key < $1.key }) {
      let all = counts[.all] ?? 0
      total += all
      for (subject, count) in counts.sorted(by: { $0.key < $1.key }) {
        rows.append(
          subject.fields + [
            ReportField("start", .text(options.calendar.text(of: start))),
            ReportField("end", .text(options.calendar.text(of: ends[start] ?? start))),
            ReportField("calls", .integer(count)),
            ReportField("share", ReportValue(Millionths(count, over: all))),
          ])
      }
    }
    return Report(rows: rows, total: [ReportField("calls", .integer(total))])
  }

  private func risingReport() throws(ReportFailure) -> Report {
    guard let window = try TrendWindow(days: days.keys, options, details, now: now) else {
      return Report(rows: [], total: [])
    }
    var comparisons: [(subject: TrendSubject, rates: RateComparison)] = []
    for subject in Set(days.values.flatMap(\.keys)).sorted() {
      // What has no name is no subject that could rise.
      guard subject.kind == .all || subject.name != nil else { continue }
      comparisons.append((subject, window.compare { days[$0]?[subject] ?? 0 }))
    }
    let others = comparisons.filter { $0.subject.kind != .all }
    let adjusted = FalseDiscoveryRate.adjusted(others.map(\.rates.pValue))
    var rows = comparisons.filter { $0.subject.kind == .all }.map {
      row($0.subject, $0.rates, adjusted: $0.rates.pValue)
    }
    let order = others.indices.sorted {
      others[$0].rates.pValue == others[$1].rates.pValue
        ? $0 < $1 : others[$0].rates.pValue < others[$1].rates.pValue
    }
    rows += order.map { row(others[$0].subject, others[$0].rates, adjusted: adjusted[$0]) }
    return Report(rows: rows, total: window.fields)
  }

  private func row(
    _ subject: TrendSubject, _ rates: RateComparison, adjusted: Double
  ) -> Report.Row {
    subject.fields + [
      ReportField("recentCalls", .integer(rates.recentCount)),
      ReportField("baselineCalls", .integer(rates.baselineCount)),
      ReportField("expectedCalls", .approximate(rates.expected)),
      ReportField("ratio", .approximate(rates.ratio)),
      ReportField("pValue", .approximate(rates.pValue)),
      ReportField("adjustedPValue", .approximate(adjusted)),
      ReportField("trend", .text(adjusted <= Self.falseDiscoveryRate ? "rising" : "steady")),
    ]
  }
}
