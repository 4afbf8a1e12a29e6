/// What falls due when: follow-ups, call backs, service levels, handle times, wrap-up, reviews.
///
/// A deadline is armed by one event and disarmed by another; when its time has come the engine's
/// clock appends what it says, which disarms it too. So the table is a fold like every other, a
/// rebuild equals the live history, and what came due while nothing ran is still there afterwards.
///
/// An import arms none: a deadline that had passed already when a late event was recorded is
/// history. A queue's limits are watched where they have been configured.
public struct DeadlinesProjection: Projection {
  public static let view = "deadlines"
  public static let foldVersion: UInt32 = 2

  /// An event recorded later than this after it happened, in milliseconds, tells history.
  public static let freshMilliseconds: Int64 = 300_000

  private var deadlines = RowTable<DeadlineRow>("deadlines", .published)
  private var caseBooks = RowTable<DeadlineBook>("case-deadlines", .private)
  private var callBooks = RowTable<DeadlineBook>("call-deadlines", .private)
  private var limits = RowTable<QueueLimitsRow>("queue-limits", .private)
  private var reviewBooks = RowTable<ReviewBook>("review-deadlines", .private)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .case(let event): apply(event, of: recorded)
    case .call(let event): apply(event, of: recorded)
    case .queue(.configured(let settings)): note(settings, of: recorded.stream.id)
    case .access(let event): apply(event, of: recorded)
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&deadlines)
    try visitor.visit(&caseBooks)
    try visitor.visit(&callBooks)
    try visitor.visit(&limits)
    try visitor.visit(&reviewBooks)
  }

  // MARK: Cases

  private mutating func apply(_ event: CaseEvent, of recorded: RecordedEvent) {
    let id = recorded.stream.id
    switch event {
    case .followUpScheduled(let promise):
      var book = caseBooks.row(id) ?? DeadlineBook()
      disarm(in: &book) { $0.name == promise.followUp }
      let grace = promise.graceSeconds ?? CaseEvent.FollowUpScheduled.graceSecondsDefault
      let ends = promise.due.adding(milliseconds: grace * 1_000)
      for (kind, due) in [(DeadlineKind.followUpDue, promise.due), (.followUpMissed, ends)] {
        arm(kind, at: due, by: recorded, in: &book) { $0.name = promise.followUp }
      }
      keep(book, of: id, in: \.caseBooks)
    case .followUpDue(let promise):
      settleCase(id) { $0.kind == .followUpDue && $0.name == promise.followUp }
    case .followUpMissed(let promise): settleCase(id) { $0.name == promise.followUp }
    case .followUpCompleted(let promise): settleCase(id) { $0.name == promise.followUp }
    default: break
    }
  }

  private mutating func settleCase(_ id: String, _ isSettled: (DeadlineBook.Entry) -> Bool) {
    guard var book = caseBooks.row(id) else { return }
    disarm(in: &book, isSettled)
    keep(book, of: id, in: \.caseBooks)
  }

  // MARK: Calls

  private mutating func note(_ settings: QueueEvent.Configured, of queue: String) {
    guard
      settings.serviceLevelSeconds != nil || settings.targetHandleSeconds != nil
        || settings.wrapSeconds != nil
    else { return }
    limits.update(queue, orInsert: QueueLimitsRow.init) { row in
      row.serviceLevelSeconds = settings.serviceLevelSeconds ?? row.serviceLevelSeconds
      row.targetHandleSeconds = settings.targetHandleSeconds ?? row.targetHandleSeconds
      row.wrapSeconds = settings.wrapSeconds ?? row.wrapSeconds
    }
  }

  private mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) {
    let id = recorded.stream.id
    switch event {
    case .queued(let queued): enter(queued.queue, by: recorded)
    case .callbackRequested(let request):
      var book = callBooks.row(id) ?? DeadlineBook()
      disarm(in: &book) { $0.kind == .callbackDue }
      arm(.callbackDue, at: request.due, by: recorded, in: &book) { $0.queue = request.queue }
      keep(book, of: id, in: \.callBooks)
    default:
      guard callBooks.count > 0, var book = callBooks.row(id) else { return }
      guard change(&book, event, by: recorded) else { return }
      keep(book, of: id, in: \.callBooks)
    }
  }

  private mutating func enter(_ queue: QueueID, by recorded: RecordedEvent) {
    let id = recorded.stream.id
    let limits = limits.row(queue.rawValue)
    guard var book = callBooks.row(id) ?? limits.map({ _ in DeadlineBook() }) else { return }
    disarm(in: &book) { $0.kind == .serviceLevel }
    book.queue = limits == nil ? nil : queue
    book.isOver = false
    if let seconds = limits?.serviceLevelSeconds {
      let due = recorded.time.adding(milliseconds: seconds * 1_000)
      arm(.serviceLevel, at: due, by: recorded, in: &book) {
        $0.queue = queue
        $0.since = recorded.time
        $0.seconds = seconds
      }
    }
    keep(book, of: id, in: \.callBooks)
  }

  /// - Returns: whether the event changed anything.
  private mutating func change(
    _ book: inout DeadlineBook, _ event: CallEvent, by recorded: RecordedEvent
  ) -> Bool {
    switch event {
    case .answered(let answered): answer(by: answered.agent, recorded, in: &book)
    case .abandoned, .queueExited:
      disarm(in: &book) { $0.kind == .serviceLevel }
      book.isOver = true
    case .transferred(let transferred):
      endTalk(isWrapKnown: transferred.wrapMilliseconds != nil, recorded, in: &book)
      book.isOver = transferred.target == .external
    case .ended(let ended):
      endTalk(isWrapKnown: ended.wrapMilliseconds != nil, recorded, in: &book)
      book.isOver = true
    case .wrapEnded(let wrap):
      let last = book.entries.last { $0.kind == .wrapLimit }
      let agent = wrap.agent ?? last?.agent
      disarm(in: &book) { $0.kind == .wrapLimit && $0.agent == agent }
    case .thresholdCrossed(let crossed):
      let kind: DeadlineKind = crossed.threshold == .serviceLevel ? .serviceLevel : .handleTime
      disarm(in: &book) { $0.kind == kind }
    case .callbackDue, .callbackCompleted: disarm(in: &book) { $0.kind == .callbackDue }
    default: return false
    }
    return true
  }

  private mutating func answer(
    by agent: AgentID, _ recorded: RecordedEvent, in book: inout DeadlineBook
  ) {
    disarm(in: &book) { $0.kind == .serviceLevel || $0.kind == .handleTime }
    book.agent = agent
    guard let queue = book.queue, let seconds = limits.row(queue.rawValue)?.targetHandleSeconds
    else { return }
    let due = recorded.time.adding(milliseconds: seconds * 1_000)
    arm(.handleTime, at: due, by: recorded, in: &book) {
      $0.queue = queue
      $0.agent = agent
      $0.since = recorded.time
      $0.seconds = seconds
    }
  }

  private mutating func endTalk(
    isWrapKnown: Bool, _ recorded: RecordedEvent, in book: inout DeadlineBook
  ) {
    disarm(in: &book) { $0.kind == .serviceLevel || $0.kind == .handleTime }
    guard let agent = book.agent else { return }
    book.agent = nil
    guard !isWrapKnown, let queue = book.queue,
      let seconds = limits.row(queue.rawValue)?.wrapSeconds
    else { return }
    let due = recorded.time.adding(milliseconds: seconds * 1_000)
    arm(.wrapLimit, at: due, by: recorded, in: &book) {
      $0.queue = queue
      $0.agent = agent
      $0.since = recorded.time
      $0.seconds = seconds
    }
  }

  // MARK: Reviews

  private mutating func apply(_ event: AccessEvent, of recorded: RecordedEvent) {
    let id = recorded.stream.id
    var book = reviewBooks.row(id) ?? ReviewBook()
    switch event {
    case .reviewScheduled(let scheduled): book.periodDays = scheduled.periodDays
    case .reviewCompleted, .reviewDue: break
    case .granted, .revoked, .recordViewed: return
    }
    if let key = book.key { deadlines.remove(key) }
    book.key = nil
    guard let days = book.periodDays else {
      reviewBooks.remove(id)
      return
    }
    if event != .reviewDue(.init()) {
      let due = recorded.time.adding(milliseconds: days * 86_400_000)
      book.key = arm(.accessReview, at: due, by: recorded) { _ in }?.key
    }
    reviewBooks.insert(book, key: id)
  }

  // MARK: Arming

  private mutating func arm(
    _ kind: DeadlineKind, at due: Timestamp, by recorded: RecordedEvent,
    in book: inout DeadlineBook, _ fill: (inout DeadlineRow) -> Void
  ) {
    guard let row = arm(kind, at: due, by: recorded, fill) else { return }
    var entry = DeadlineBook.Entry()
    entry.key = row.key
    entry.kind = kind
    entry.name = row.name
    entry.agent = row.agent
    book.entries.append(entry)
  }

  /// - Returns: the row, or nil where the event tells history.
  private mutating func arm(
    _ kind: DeadlineKind, at due: Timestamp, by recorded: RecordedEvent,
    _ fill: (inout DeadlineRow) -> Void
  ) -> DeadlineRow? {
    let lag = recorded.recordedTime.millisecondsSince(recorded.time)
    guard due > recorded.recordedTime || lag <= Self.freshMilliseconds else { return nil }
    var row = DeadlineRow()
    row.kind = kind
    row.due = due
    row.id = recorded.stream.id
    row.position = Int64(recorded.position)
    fill(&row)
    deadlines.insert(row, key: row.key)
    return row
  }

  private mutating func disarm(
    in book: inout DeadlineBook, _ isSettled: (DeadlineBook.Entry) -> Bool
  ) {
    for entry in book.entries where isSettled(entry) { deadlines.remove(entry.key) }
    book.entries.removeAll(where: isSettled)
  }

  private mutating func keep(
    _ book: DeadlineBook, of id: String,
    in books: WritableKeyPath<DeadlinesProjection, RowTable<DeadlineBook>>
  ) {
    if book.isDone {
      self[keyPath: books].remove(id)
    } else {
      self[keyPath: books].insert(book, key: id)
    }
  }
}
