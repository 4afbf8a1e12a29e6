/// What a report is asked for beyond its range: each option belongs to some of the reports.
package struct ReportDetails: Sendable, Equatable {
  /// By what calls are grouped: the reports `contacts` and `feedback`.
  package var grouping = ReportGrouping.queue
  /// Which table the report `trends` shows.
  package var trends = TrendTable.rising
  /// The number of days compared with those before them, in the report `trends`.
  package var recentDays: Int64 = 7
  /// The number of days before those: what is usual.
  package var baselineDays: Int64 = 28
  /// The service level that the report `staffing` is to reach.
  package var target = StaffingTarget.usual
  /// A load that is named instead of measured, for the report `staffing`.
  package var given: GivenLoad?

  /// What a report is asked for when nothing is said.
  package init() {}

  /// Reads the options of a report out of words by name: the flags of the command line and the
  /// parameters of the address are the same.
  ///
  /// - Throws: `ReportFailure.invalidOption` for the first that cannot be read, or that the report
  ///   does not know.
  package init(_ words: [String: String], of subject: ReportSubject) throws(ReportFailure) {
    let known = subject.detailNames
    if let stranger = words.keys.sorted().first(where: { !known.contains($0) }) {
      throw .invalidOption(stranger, "is no option of the report \(subject.rawValue)")
    }
    grouping = try Self.word("by", words) ?? .queue
    trends = try Self.word("show", words) ?? .rising
    recentDays = try Self.days("recent", words) ?? 7
    baselineDays = try Self.days("baseline", words) ?? 28
    target = try Self.target(words)
    given = try Self.load(words)
  }

  private static func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ words: [String: String]
  ) throws(ReportFailure) -> Word? where Word.RawValue == String {
    guard let text = words[name] else { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidOption(name, "is “\(text)”; use one of \(known)")
    }
    return word
  }

  private static func days(
    _ name: String, _ words: [String: String]
  ) throws(ReportFailure) -> Int64? {
    guard let text = words[name] else { return nil }
    guard let days = Int64(text), (1...3_660).contains(days) else {
      throw .invalidOption(name, "must be a whole number of days from 1 to 3660")
    }
    return days
  }

  private static func number(
    _ name: String, _ words: [String: String]
  ) throws(ReportFailure) -> Double? {
    guard let text = words[name] else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw .invalidOption(name, "must be a number")
    }
    return number
  }

  private static func target(_ words: [String: String]) throws(ReportFailure) -> StaffingTarget {
    if let text = words["target"] { return try StaffingTarget(text) }
    let percent = try number("service-level", words)
    let within = try number("within", words)
    guard percent != nil || within != nil else { return .usual }
    return try StaffingTarget(percent: percent ?? 80, withinSeconds: within ?? 20)
  }

  private static func load(_ words: [String: String]) throws(ReportFailure) -> GivenLoad? {
    let handle = try number("handle-seconds", words)
    let minutes = try number("interval-minutes", words)
    let patience = try number("patience-seconds", words)
    guard let calls = try number("calls", words) else {
      guard handle == nil, minutes == nil, patience == nil, words["agents"] == nil else {
        throw .invalidOption("calls", "is missing: without it the load is measured")
      }
      return nil
    }
    guard let handle else { throw .invalidOption("handle-seconds", "is missing") }
    var agents: Int?
    if let text = words["agents"] {
      guard let count = Int(text), (1...OfferedLoad.agentsMax).contains(count) else {
        throw .invalidOption(
          "agents", "must be a whole number from 1 to \(OfferedLoad.agentsMax)")
      }
      agents = count
    }
    return GivenLoad(
      load: try OfferedLoad(
        calls: calls, intervalSeconds: (minutes ?? 30) * 60, handleSeconds: handle),
      patienceSeconds: patience, agents: agents)
  }
}

/// By what whole calls are grouped in a report.
package enum ReportGrouping: String, Sendable, CaseIterable {
  /// The queue that a call entered first, or was meant for.
  case queue
  /// The agent who talked last.
  case agent
  /// Why the customer called.
  case reason
  /// The campaign that an outbound call belongs to.
  case campaign
}

/// The tables of the report `trends`.
package enum TrendTable: String, Sendable, CaseIterable {
  /// How many calls there were, in all, by queue and by reason, a row an interval.
  case volumes
  /// What is more frequent in the last days than before, and whether chance explains it.
  case rising
  /// How many calls a half hour of each weekday usually brings.
  case profile
}
