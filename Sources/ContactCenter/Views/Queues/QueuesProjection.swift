/// One row for each queue: settings, who waits, service level.
public struct QueuesProjection: Projection {
  public static let view = "queues"
  public static let foldVersion: UInt32 = 3

  private var tracker = ContactTracker()
  private var tables: QueueTables

  public init(calendar: CalendarDays) {
    tables = QueueTables(calendar: calendar)
  }

  public mutating func apply(_ event: RecordedEvent) {
    switch event.event {
    case .call(let call): tracker.apply(call, of: event, into: &tables)
    case .queue(let change): tables.apply(change, to: QueueID(event.stream.id))
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try tracker.forEachTable(&visitor)
    try visitor.visit(&tables.queues)
    try visitor.visit(&tables.histograms)
  }

  public mutating func didRestore() {
    tracker.didRestore()
    tracker.contacts.forEach { _, contact in
      if let visit = contact.visit {
        tables.lines[visit.queue, default: WaitingLine()].enter(visit)
      }
    }
  }
}
