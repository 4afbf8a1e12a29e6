/// Every estimate of a wait that was given out, and how it came out: what its error is measured by.
public struct EstimatesProjection: Projection {
  public static let view = "estimates"
  public static let foldVersion: UInt32 = 1

  private var estimates = RowTable<EstimateRow>(view, .publishedInStore)
  private var open = RowTable<OpenEstimatesRow>("open-estimates", .private)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    guard case .call(let event) = recorded.event else { return }
    switch event {
    case .waitEstimated(let estimate): add(estimate, recorded)
    case .answered: close(recorded, as: .answered)
    case .abandoned, .queueExited, .ended, .queued: close(recorded, as: .left)
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&estimates)
    try visitor.visit(&open)
  }

  private mutating func add(_ estimate: CallEvent.WaitEstimated, _ recorded: RecordedEvent) {
    let row = EstimateRow {
      $0.queue = estimate.queue
      $0.call = CallID(recorded.stream.id)
      $0.estimatedAt = recorded.time
      $0.estimateMilliseconds = estimate.waitMilliseconds
      $0.ahead = estimate.ahead
      $0.agents = estimate.agents
      $0.handleMilliseconds = estimate.handleMilliseconds
      $0.samples = estimate.samples
      $0.position = Int64(recorded.position)
    }
    estimates.insert(row, key: row.key)
    open.update(recorded.stream.id, orInsert: OpenEstimatesRow.init) { $0.estimates.append(row) }
  }

  private mutating func close(_ recorded: RecordedEvent, as outcome: EstimateRow.Outcome) {
    guard open.count > 0, let waiting = open.take(recorded.stream.id) else { return }
    for var row in waiting.estimates {
      row.outcome = outcome
      row.waitMilliseconds = max(0, recorded.time.millisecondsSince(row.estimatedAt))
      estimates.insert(row, key: row.key)
    }
  }
}
