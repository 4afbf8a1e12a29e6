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
    let isSame = before.isOver == after.isOver && before.steps == after.steps
    guard !isSame, before.isOver || after.isOver else { return }
    let old = before.isOver ? before.steps : []
    let new = after.isOver ? after.steps : []
    for step in old { count(step, of: before, by: -1, in: &book) }
    for step in new { count(step, of: after, by: 1, in: &book) }
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
    _ step: StepResult, of call: CallScoreRow, by change: Int64, in book: inout ProcedureBook
  ) {
    if let key = call.procedureKey {
      book.rows.updateIfPresent(key) { $0.tallies.count(step.step, step.outcome, by: change) }
    }
    let key = RowKey.make(
      call.week.rawValue, step.agent?.rawValue ?? "", call.queue?.rawValue ?? "")
    scores.update(key, orInsert: StepScoreRow.init) { row in
      row.week = call.week
      row.agent = step.agent
      row.queue = call.queue
      row.tallies.count(step.step, step.outcome, by: change)
    }
    guard let agent = step.agent else { return }
    weeks.update(call.week, agent) { row in
      if step.outcome == .met { row.stepsMet += change }
      if step.outcome == .missed { row.stepsMissed += change }
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
