/// When agents were logged in, which presence they had chosen, and what they were scheduled for:
/// with the segments of calls, what occupancy, utilisation and adherence are made of.
///
/// Folds the events of agents alone, which are few; calls cost it nothing.
public struct WorkingTimesProjection: Projection {
  public static let view = "working-times"
  public static let foldVersion: UInt32 = 2
  /// The table of sessions and presences, in the order of `WorkingSpanRow.key`.
  public static let spansTable = "working-times"
  /// The table of those that lasted longer than `longMilliseconds`, once more: few, so that whoever
  /// asks for a day need not look for them through all that was before.
  public static let longSpansTable = "long-working-times"
  /// Longer than nearly any session: 31 days of 25 hours.
  public static let longMilliseconds: Int64 = 31 * 25 * 3_600_000
  /// The table of scheduled shifts, in the order of `ShiftRow.key`.
  public static let shiftsTable = "shifts"
  /// The table of what lasts at the moment, one row an agent.
  public static let openTable = "open-work"

  private var spans = RowTable<WorkingSpanRow>(spansTable, .privateInStore)
  private var longSpans = RowTable<WorkingSpanRow>(longSpansTable, .privateInStore)
  private var shifts = RowTable<ShiftRow>(shiftsTable, .privateInStore)
  private var shiftKeys = RowTable<ShiftKeyRow>("shift-keys", .privateInStore)
  private var open = RowTable<OpenWorkRow>(openTable, .private)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    guard case .agent(let event) = recorded.event else { return }
    let moment = Moment(recorded)
    let agent = AgentID(recorded.stream.id)
    switch event {
    case .sessionStarted: change(agent, at: moment) { $0.session = Self.session }
    case .sessionEnded:
      change(agent, at: moment) {
        $0.session = nil
        $0.presence = Self.presence(.offline)
      }
    case .presenceChanged(let changed):
      change(agent, at: moment) { $0.presence = Self.presence(changed.presence) }
    case .shiftScheduled(let scheduled): schedule(scheduled, agent, at: moment)
    case .shiftCancelled(let cancelled): unschedule(cancelled.shift, agent)
    case .registered, .queueJoined, .queueLeft: break
    case .trainingCompleted, .skillGranted, .skillRevoked: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&spans)
    try visitor.visit(&longSpans)
    try visitor.visit(&shifts)
    try visitor.visit(&shiftKeys)
    try visitor.visit(&open)
  }

  private static let session = WorkingSpanRow()

  private static func presence(_ presence: Presence) -> WorkingSpanRow {
    var span = WorkingSpanRow()
    span.kind = .presence
    span.presence = presence
    return span
  }

  /// Replaces what lasts: what is over is closed, what begins is opened.
  private mutating func change(
    _ agent: AgentID, at moment: Moment, _ replace: (inout OpenWorkRow) -> Void
  ) {
    let (ended, begun) = open.update(agent.rawValue, orInsert: OpenWorkRow.init) { row in
      let before = row
      replace(&row)
      var ended: [WorkingSpanRow] = []
      var begun: [WorkingSpanRow] = []
      for path in [\OpenWorkRow.session, \OpenWorkRow.presence]
      where row[keyPath: path] != before[keyPath: path] {
        if let span = before[keyPath: path] { ended.append(span) }
        guard var span = row[keyPath: path] else { continue }
        span.agent = agent
        span.startedAt = moment.time
        span.position = Int64(moment.position)
        row[keyPath: path] = span
        begun.append(span)
      }
      return (ended, begun)
    }
    for var span in ended {
      // A clock that steps back ends a span where it began.
      let end = max(span.startedAt, moment.time)
      span.endedAt = end
      spans.insert(span, key: span.key)
      guard end.millisecondsSince(span.startedAt) > Self.longMilliseconds else { continue }
      longSpans.insert(span, key: span.key)
    }
    for span in begun { spans.insert(span, key: span.key) }
  }

  private mutating func schedule(
    _ scheduled: AgentEvent.ShiftScheduled, _ agent: AgentID, at moment: Moment
  ) {
    unschedule(scheduled.shift, agent)
    var row = ShiftRow()
    row.agent = agent
    row.shift = scheduled.shift
    row.presence = scheduled.presence ?? .available
    row.start = scheduled.start
    row.end = scheduled.end
    row.position = Int64(moment.position)
    shifts.insert(row, key: row.key)
    shiftKeys.insert(ShiftKeyRow(key: row.key), key: Self.name(of: scheduled.shift, agent))
  }

  private mutating func unschedule(_ shift: Code, _ agent: AgentID) {
    if let key = shiftKeys.take(Self.name(of: shift, agent))?.key { shifts.remove(key) }
  }

  /// The agent's name may hold any mark that could stand between them: its length goes before it.
  private static func name(of shift: Code, _ agent: AgentID) -> String {
    "\(agent.rawValue.utf8.count):\(agent.rawValue)/\(shift.rawValue)"
  }
}
