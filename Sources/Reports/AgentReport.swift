package import ContactCenter

/// Counts what agents did with the calls that they were offered, and how they spent their time: fed
/// row by row, in any order.
///
/// - `answered` are answers to queue visits: over all agents, with `unknown`, they are the queues'
///   answered. `handled` are finished segments, with those that came straight from another agent.
/// - `offered` is answered + missed offers: a switch that reports no offers has only answers.
/// - Means are over handled segments, those of zero length included.
/// - Going back and forth, undocumented calls and first-contact resolution are those of calls to
///   which the agent talked last.
/// - Times are `WorkingTime`'s, split over the intervals by the clock, whatever the cohort; they
///   are null where neither a session nor a presence was recorded. What is still open ends with the
///   latest event known, in the range or not.
///
/// Memory: one tally for each agent and interval, and 16 bytes a segment.
package struct AgentReport: Sendable {
  private let options: ReportOptions
  private var tallies: TallyGrid<AgentID, AgentTally>
  private var times: [AgentID: WorkingTime] = [:]
  private var latest: Timestamp

  /// - Parameter latest: when the latest event happened that is known, such as that of the log. One
  ///   of the rows may be later.
  package init(options: ReportOptions, latest: Timestamp = Timestamp(milliseconds: .min)) {
    self.options = options
    self.latest = latest
    tallies = TallyGrid(options: options, blank: AgentTally())
  }

  /// Counts a segment if it is in range; its time counts as far as that is.
  package mutating func add(_ segment: SegmentRow) {
    times[segment.agent, default: WorkingTime()].add(segment)
    latest = max(latest, segment.endedAt ?? segment.startedAt)
    if let time = options.time(of: segment, happened: segment.startedAt) {
      tallies.update(segment.agent, at: time) { $0.addBeginning(segment) }
    }
    if let time = options.timeOfHangUp(in: segment) {
      tallies.update(segment.agent, at: time) { $0.addHangUpOnHold() }
    }
    if let time = options.time(of: segment, happened: segment.endedAt) {
      tallies.update(segment.agent, at: time) { $0.addEnd(segment) }
    }
  }

  /// Counts what became of a call for the agent who talked last, if it is in range.
  package mutating func add(_ outcome: OutcomeRow) {
    guard let agent = counted(outcome), let time = options.cohortTime(of: outcome) else { return }
    tallies.update(agent, at: time) { $0.add(outcome) }
  }

  /// Counts whether a call settled its matter at once, if it is in range.
  package mutating func add(_ verdict: FirstContactJudge.Verdict) {
    guard let agent = counted(verdict.outcome),
      let time = options.cohortTime(of: verdict.outcome)
    else { return }
    tallies.update(agent, at: time) {
      $0.firstContact.count(isResolved: verdict.isResolved, isSettled: verdict.isSettled)
    }
  }

  /// Adds a session or presence.
  package mutating func add(_ span: WorkingSpanRow) {
    times[span.agent, default: WorkingTime()].add(span)
    latest = max(latest, span.endedAt ?? span.startedAt)
  }

  /// Adds a scheduled shift.
  package mutating func add(_ shift: ShiftRow) {
    times[shift.agent, default: WorkingTime()].add(shift)
  }

  /// The report on what was added so far.
  package var report: Report {
    var filled = tallies
    for (agent, time) in times {
      let parts = time.parts(until: latest)
      for (set, path) in parts.measured {
        for piece in options.pieces(of: set) {
          filled.update(agent, at: piece.start) {
            $0.working[keyPath: path] += piece.end.millisecondsSince(piece.start)
          }
        }
      }
    }
    return filled.report(
      order: <, name: { ReportField("agent", .text($0.rawValue)) }, fields: \.fields)
  }

  private func counted(_ outcome: OutcomeRow) -> AgentID? {
    outcome.isAnswered ? outcome.agent : nil
  }
}

extension WorkingTime.Parts {
  /// Each set of time, and where its length is counted.
  fileprivate var measured: [(SpanSet, WritableKeyPath<WorkingTally, Int64>)] {
    [
      (day, \.session), (onContact, \.onContact), (idle, \.idle), (productive, \.productive),
      (other, \.other), (scheduled, \.scheduled), (adherent, \.adherent),
    ]
  }
}
