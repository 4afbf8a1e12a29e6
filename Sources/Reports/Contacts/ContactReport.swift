package import ContactCenter

/// Counts whole calls by queue, agent, reason or campaign: a cohort table, each call in the
/// interval in which it came in (with `--cohort queued`, in which it entered its first queue).
///
/// - A call belongs to the queue that it entered first and to the agent who talked last; the
///   segments of all its agents are its own.
/// - A switch's ghosts are left out.
/// - AHT is (talk + hold + wrap-up) / segments handled.
/// - The procedure score is the share of the steps that were met, of those that applied, over the
///   calls that are over: a mean weighted by steps, not a mean of the calls' shares.
///
/// Memory: one tally for each name and interval, and the contacts of seven days.
package struct ContactReport: Sendable {
  private let options: ReportOptions
  private let grouping: ReportGrouping
  private var tallies: TallyGrid<String?, ContactTally>
  private var judge: FirstContactJudge

  /// - Parameters:
  ///   - now: what decides whether a resolution has lasted for seven days.
  ///   - merges: in which record each merged customer's goes on.
  package init(
    options: ReportOptions, grouping: ReportGrouping, now: Timestamp,
    merges: [CustomerID: CustomerID] = [:]
  ) {
    self.options = options
    self.grouping = grouping
    tallies = TallyGrid(options: options, blank: ContactTally())
    judge = FirstContactJudge(now: now, merges: merges)
  }

  /// Counts a call; calls come in the order of their arrival. One after the range is only asked
  /// whether it takes up an earlier matter again.
  ///
  /// - Parameters:
  ///   - segments: the parts of its agents.
  ///   - score: how it was led; nil for a call that nobody answered.
  package mutating func add(
    _ outcome: OutcomeRow, segments: [SegmentRow], score: CallScoreRow? = nil
  ) {
    for verdict in judge.add(outcome) { count(verdict) }
    guard !outcome.isPhantom, let time = time(of: outcome) else { return }
    tallies.update(grouping.name(of: outcome), at: time) { tally in
      tally.add(outcome)
      for segment in segments { tally.add(segment) }
      if let score { tally.add(score) }
    }
  }

  /// The report on what was added. Nothing can be added after it.
  package consuming func report() -> Report {
    for verdict in judge.finish() { count(verdict) }
    return tallies.report(
      order: ReportGrouping.precedes,
      name: { [grouping] in grouping.field($0) }, fields: \.fields)
  }

  private mutating func count(_ verdict: FirstContactJudge.Verdict) {
    guard !verdict.outcome.isPhantom, let time = time(of: verdict.outcome) else { return }
    tallies.update(grouping.name(of: verdict.outcome), at: time) {
      $0.firstContact.count(isResolved: verdict.isResolved, isSettled: verdict.isSettled)
    }
  }

  private func time(of outcome: OutcomeRow) -> Timestamp? {
    options.cohortTime(of: outcome)
  }
}

extension ReportOptions {
  /// The time that decides to which interval a whole call belongs; nil where it is out of range.
  func cohortTime(of outcome: OutcomeRow) -> Timestamp? {
    cohortTime(
      receivedAt: outcome.receivedAt, enqueuedAt: outcome.queuedAt ?? outcome.receivedAt)
  }
}

extension ReportGrouping {
  /// The name under which a call is counted; nil where it has none.
  func name(of outcome: OutcomeRow) -> String? {
    switch self {
    case .queue: outcome.queue?.rawValue
    case .agent: outcome.agent?.rawValue
    case .reason: outcome.reason?.rawValue
    case .campaign: outcome.campaign?.rawValue
    }
  }

  func field(_ name: String?) -> ReportField {
    ReportField(rawValue, name.map { .text($0) } ?? .null)
  }

  /// Names in order, what has none last.
  static func precedes(_ left: String?, _ right: String?) -> Bool {
    guard let left else { return false }
    guard let right else { return true }
    return left < right
  }
}
