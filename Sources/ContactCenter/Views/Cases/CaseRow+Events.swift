// What the events of a case, and of the calls linked to it, change in its row.

extension CaseRow {
  init(_ recorded: RecordedEvent) {
    self.init()
    caseID = CaseID(recorded.stream.id)
    openedAt = recorded.time
    stageSince = recorded.time
  }

  mutating func apply(_ event: CaseEvent, of recorded: RecordedEvent) {
    let call = Case.call(of: event)
    note(CaseTimelineEntry(recorded, call: call))
    if let call { link(call) }
    switch event {
    case .opened(let opened):
      customer = opened.customer
      reason = opened.reason
      priority = opened.priority
    case .problemIdentified(let problem):
      category = problem.category
      enter(.identified, at: recorded.time)
    case .solutionFound: enter(.solutionFound, at: recorded.time)
    case .resolved(let resolved):
      resolution = resolved.resolution
      resolvedAt = recorded.time
      enter(.resolved, at: recorded.time)
    case .confirmed: enter(.confirmed, at: recorded.time)
    case .denied:
      denials += 1
      enter(.identified, at: recorded.time)
    case .closed:
      closedAt = recorded.time
      enter(.closed, at: recorded.time)
    case .reopened:
      reopenings += 1
      closedAt = nil
      enter(category == nil ? .opened : .identified, at: recorded.time)
    default: break
    }
  }

  /// A call of the case said so itself.
  mutating func apply(link call: CallID, of recorded: RecordedEvent) {
    note(CaseTimelineEntry(recorded, call: call))
    link(call)
  }

  private mutating func link(_ call: CallID) {
    if !calls.contains(call), calls.count < Self.callsMax { calls.append(call) }
  }

  private mutating func note(_ entry: CaseTimelineEntry) {
    if timeline.count < Self.timelineMax {
      timeline.append(entry)
    } else {
      timelineOmitted += 1
    }
  }

  private mutating func enter(_ stage: CaseStage, at time: Timestamp) {
    if self.stage != stage { stageSince = time }
    self.stage = stage
  }
}
