/// A call that is over and that nobody has documented yet.
public struct UndocumentedRow: ViewRow {
  public var call = CallID()
  public var agent: AgentID?
  public var queue: QueueID?
  public var answeredAt = Timestamp()
  public var endedAt = Timestamp()
  public var position: Int64 = 0

  public init() {}

  init?(_ row: CallScoreRow) {
    guard row.isUndocumented, let endedAt = row.endedAt, let position = row.endedPosition else {
      return nil
    }
    call = row.call
    agent = row.agent
    queue = row.queue
    answeredAt = row.answeredAt
    self.endedAt = endedAt
    self.position = position
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.optional("agent", &agent, "Who had it last, and should document it.")
    fields.optional("queue", &queue, "The queue from which it was answered first.")
    fields.required("answeredAt", &answeredAt, "When it was answered.")
    fields.required("endedAt", &endedAt, "When it was over: since when it waits.")
    fields.required("position", &position, "The position of its end.")
  }

  /// The key under which those that wait longest come first.
  var key: String { CohortKey.make(receivedAt: endedAt, position: UInt64(position)) }
}
