/// One row for each call, its timeline included; and what is odd about what switches report.
public struct CallsProjection: Projection {
  public static let view = "calls"
  public static let foldVersion: UInt32 = 5

  private var tracker = ContactTracker()
  private var calls = RowTable<CallRow>("calls", .publishedInStore)
  private var talking = RowTable<TalkingRow>("talking", .private)
  private var anomalies = RowTable<AnomalyRow>("anomalies", .publishedInStore)
  private var anomalyCounts = RowTable<AnomalyCountRow>("anomaly-counts", .published)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    guard case .call(let event) = recorded.event else { return }
    var movements = CallMovements()
    let phase = tracker.apply(event, of: recorded, into: &movements)
    let found = findAnomalies(in: movements, of: recorded)
    calls.update(
      recorded.stream.id, isNew: recorded.version == 1, orInsert: { CallRow(recorded) }
    ) { row in
      row.apply(event, of: recorded)
      row.apply(movements)
      if let phase { row.state = phase }
      for kind in found { row.add(kind) }
    }
    for left in movements.leftWraps {
      calls.updateIfPresent(left.call.rawValue) { $0.apply(left) }
    }
  }

  public mutating func didRestore() {
    tracker.didRestore()
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try tracker.forEachTable(&visitor)
    try visitor.visit(&calls)
    try visitor.visit(&talking)
    try visitor.visit(&anomalies)
    try visitor.visit(&anomalyCounts)
  }

  private mutating func findAnomalies(
    in movements: CallMovements, of recorded: RecordedEvent
  ) -> [AnomalyRow.Kind] {
    var found: [AnomalyRow.Kind] = []
    let call = CallID(recorded.stream.id)
    if let milliseconds = movements.steppedBackMilliseconds {
      found.append(.clockSteppedBack)
      list(.clockSteppedBack, recorded) { $0.milliseconds = milliseconds }
    }
    if let agent = movements.released {
      let isDone = talking.updateIfPresent(agent.rawValue) { row in
        row.calls.removeAll { $0 == call }
        return row.calls.isEmpty
      }
      if isDone == true { talking.remove(agent.rawValue) }
    }
    guard let agent = movements.taken?.agent else { return found }
    if agent == .unknown {
      found.append(.unknownAgent)
      list(.unknownAgent, recorded) { $0.agent = agent }
      return found
    }
    let other = talking.update(agent.rawValue, orInsert: TalkingRow.init) { row in
      let other = row.calls.last { $0 != call }
      row.calls.append(call)
      return other
    }
    if let other {
      found.append(.overlappingService)
      list(.overlappingService, recorded) {
        $0.agent = agent
        $0.otherCall = other
      }
    }
    return found
  }

  private mutating func list(
    _ kind: AnomalyRow.Kind, _ recorded: RecordedEvent, _ fill: (inout AnomalyRow) -> Void
  ) {
    var row = AnomalyRow()
    row.kind = kind
    row.position = Int64(recorded.position)
    row.time = recorded.time
    row.call = CallID(recorded.stream.id)
    fill(&row)
    anomalies.insert(row, key: CohortKey.digits(recorded.position) + "-" + kind.rawValue)
    anomalyCounts.update(kind.rawValue, orInsert: AnomalyCountRow.init) { count in
      count.kind = kind
      count.count += 1
      count.lastPosition = Int64(recorded.position)
    }
  }
}
