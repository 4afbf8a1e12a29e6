/// How calls are led: the procedures and how each answered call kept to the one in force, the calls
/// that nobody has documented, the reviews, and an agent's week with all of it side by side.
///
/// One fold, since its numbers are of the same calls: a row for each answered call, from which the
/// tallies are counted as it changes. A call counts in them once it is over; what is documented, or
/// reviewed, or said by the customer later corrects them. Nothing waits for a clock: a step that
/// was not taken when the call is over is missed, until an event in time takes it after all.
public struct ConductProjection: Projection {
  public static let view = "conduct"
  public static let foldVersion: UInt32 = 1
  /// The table of the answered calls, one row a call, by the call's id.
  public static let callsTable = "call-scores"

  private let calendar: CalendarDays
  private var book = ProcedureBook()
  private var waiting = RowTable<WaitingCall>("waiting-calls", .private)
  private var calls = RowTable<CallScoreRow>(callsTable, .publishedInStore)
  private var undocumented = RowTable<UndocumentedRow>("undocumented", .publishedInStore)
  private var tallies = ConductTallies()
  private var reviews = ReviewTables()

  public init(calendar: CalendarDays) {
    self.calendar = calendar
  }

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .call(let event): apply(event, recorded)
    case .policy(let event): book.apply(event, of: recorded)
    case .quality(let event): apply(event, recorded)
    default: applyElsewhere(recorded)
    }
  }

  public mutating func didRestore() {
    book.derive()
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&book.rows)
    try visitor.visit(&waiting)
    try visitor.visit(&calls)
    try visitor.visit(&undocumented)
    try tallies.forEachTable(&visitor)
    try reviews.forEachTable(&visitor)
  }
}

// MARK: Calls

extension ConductProjection {
  private mutating func apply(_ event: CallEvent, _ recorded: RecordedEvent) {
    let key = recorded.stream.id
    switch event {
    case .queued(let queued):
      waiting.update(key, orInsert: WaitingCall.init) { $0.queue = queued.queue }
    case .received:
      waiting.update(key, orInsert: WaitingCall.init) { $0.isNew = recorded.version == 1 }
    case .placed(let placed):
      waiting.update(key, orInsert: WaitingCall.init) { call in
        call.isNew = recorded.version == 1
        call.isOutbound = true
        call.agent = placed.agent
      }
    case .answered(let answered): answer(answered.agent, recorded)
    case .calleeAnswered(let callee):
      if callee.by == .person, let agent = waiting.row(key)?.agent { answer(agent, recorded) }
    case .abandoned, .connectFailed, .queueExited, .ended:
      if waiting.take(key)?.isNew != true { change(recorded) }
    case .transferred, .resolved, .resolutionDenied, .documented, .feedback: change(recorded)
    default:
      guard CallEvent.isSaid(event) || book.concerns(event.type.name) else { return }
      if waiting.updateIfPresent(key, { $0.note(recorded) }) == nil { hear(event, recorded) }
    }
  }

  /// What is said of a call that does not wait: it is being handled, or has only just come in.
  private mutating func hear(_ event: CallEvent, _ recorded: RecordedEvent) {
    if book.concerns(event.type.name), change(recorded) { return }
    guard CallEvent.isSaid(event), calls.row(recorded.stream.id) == nil else { return }
    waiting.update(recorded.stream.id, orInsert: WaitingCall.init) { $0.note(recorded) }
  }

  private mutating func answer(_ agent: AgentID, _ recorded: RecordedEvent) {
    let key = recorded.stream.id
    let waited = waiting.take(key)
    if waited?.isNew != true, change(recorded) { return }
    var call = CallScoreRow(recorded, by: agent, waiting: waited ?? WaitingCall())
    call.week = calendar.week(containing: recorded.time)
    if let procedure = book.inForce(for: call.queue) {
      call.begin(procedure, after: (waited?.evidence ?? []) + [StepEvidence(recorded)])
    }
    calls.insert(call, key: key)
  }

  /// Folds an event into the row of an answered call, and what follows from the row.
  ///
  /// - Returns: whether there is such a row.
  @discardableResult
  private mutating func change(_ recorded: RecordedEvent) -> Bool {
    let key = recorded.stream.id
    guard let before = calls.row(key) else { return false }
    var after = before
    if case .call(let event) = recorded.event { after.apply(event, of: recorded) }
    if !after.steps.isEmpty { after.weigh(StepEvidence(recorded), by: book.steps(of: before)) }
    put(after, before: before)
    return true
  }

  private mutating func put(_ after: CallScoreRow, before: CallScoreRow) {
    guard after != before else { return }
    calls.insert(after, key: after.call.rawValue)
    tallies.move(from: before, to: after, in: &book)
    let (old, new) = (UndocumentedRow(before), UndocumentedRow(after))
    guard old != new else { return }
    if let old { undocumented.remove(old.key) }
    if let new { undocumented.insert(new, key: new.key) }
  }

  /// An event of another stream that names a call may be a step in it: a follow-up of its case.
  private mutating func applyElsewhere(_ recorded: RecordedEvent) {
    guard book.concerns(recorded.event.type.name) else { return }
    var finder = CallFinder()
    var event = recorded.event
    event.describe(&finder)
    guard let call = finder.call, let before = calls.row(call) else { return }
    var after = before
    after.weigh(StepEvidence(recorded), by: book.steps(of: before))
    put(after, before: before)
  }
}

// MARK: Reviews

extension ConductProjection {
  private mutating func apply(_ event: QualityEvent, _ recorded: RecordedEvent) {
    var week: Code?
    if case .callSampled(let sampled) = event { week = calls.row(sampled.call.rawValue)?.week }
    let current = calendar.week(containing: recorded.time)
    reviews.apply(event, of: recorded, week: week ?? current, weeks: &tallies.weeks)
  }
}

extension CallEvent {
  /// Whether a menu or a front desk may have said it before any agent answered.
  fileprivate static func isSaid(_ event: CallEvent) -> Bool {
    switch event {
    case .greeted, .identified, .identificationFailed, .reasonRecorded, .informationProvided: true
    default: false
    }
  }
}
