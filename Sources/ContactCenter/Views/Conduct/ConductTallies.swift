/// What is counted of calls that are over: by agent, queue, step and week, and by agent and week.
struct ConductTallies: Sendable {
  private var scores = RowTable<StepScoreRow>("procedure-scores", .publishedInStore)
  var weeks = QualityWeeks()

  mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&scores)
    try visitor.visit(&weeks.rows)
  }

  /// Takes out what a call counted before a change, and counts what it does now.
  mutating func move(
    from before: CallScoreRow, to after: CallScoreRow, in book: inout ProcedureBook
  ) {
    if before.csat != after.csat || before.csatAgent != after.csatAgent {
      count(csatOf: before, by: -1)
      count(csatOf: after, by: 1)
    }
    guard before.isOver || after.isOver else { return }
    let old = before.isOver ? before.steps : []
    let new = after.isOver ? after.steps : []
    guard old != new else { return }
    // Of a call that was over already, most steps stay as they were.
    let areBoth = old.count == new.count
    let gone = areBoth ? zip(old, new).filter { $0 != $1 }.map(\.0) : old
    let come = areBoth ? zip(old, new).filter { $0 != $1 }.map(\.1) : new
    count(gone, of: before, by: -1, in: &book)
    count(come, of: after, by: 1, in: &book)
    guard old.isEmpty != new.isEmpty, let key = after.procedureKey else { return }
    book.rows.updateIfPresent(key) { $0.calls += new.isEmpty ? -1 : 1 }
  }

  private mutating func count(csatOf call: CallScoreRow, by change: Int64) {
    guard let csat = call.csat, let agent = call.csatAgent else { return }
    weeks.update(call.week, agent) { row in
      row.csatResponses += change
      row.csatPoints += csat * change
      if csat >= 4 { row.csatSatisfied += change }
    }
  }

  private mutating func count(
    _ steps: [StepResult], of call: CallScoreRow, by change: Int64, in book: inout ProcedureBook
  ) {
    guard !steps.isEmpty, let key = call.procedureKey else { return }
    book.rows.updateIfPresent(key) { row in
      for step in steps { row.tallies.count(step.step, step.outcome, by: change) }
    }
    var rest = steps[...]
    while let first = rest.first {
      count(rest.filter { $0.agent == first.agent }, by: first.agent, of: call, change)
      rest = rest.filter { $0.agent != first.agent }[...]
    }
  }

  /// Counts the steps of one agent.
  private mutating func count(
    _ steps: [StepResult], by agent: AgentID?, of call: CallScoreRow, _ change: Int64
  ) {
    let key = RowKey.make(call.week.rawValue, agent?.rawValue ?? "", call.queue?.rawValue ?? "")
    scores.update(key, orInsert: StepScoreRow.init) { row in
      row.week = call.week
      row.agent = agent
      row.queue = call.queue
      for step in steps { row.tallies.count(step.step, step.outcome, by: change) }
    }
    guard let agent else { return }
    weeks.update(call.week, agent) { row in
      row.stepsMet += Int64(steps.count { $0.outcome == .met }) * change
      row.stepsMissed += Int64(steps.count { $0.outcome == .missed }) * change
    }
  }
}

extension CallScoreRow {
  /// The key of the version by which it is scored.
  var procedureKey: String? {
    guard let policy, let version else { return nil }
    return ProcedureRow.key(policy, version)
  }
}
