/// One event in the life of a call.
public struct TimelineEntry: Payload {
  public var position: Int64 = 0
  public var time = Timestamp()
  public var type = ""
  public var agent: AgentID?
  public var queue: QueueID?

  public init() {}

  init(_ recorded: RecordedEvent, _ event: CallEvent) {
    position = Int64(recorded.position)
    time = recorded.time
    type = event.type.name
    agent = event.agentNamed
    queue = event.queueNamed
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("position", &position, "Its position in the log.")
    fields.required("time", &time, "When it happened.")
    fields.required("type", &type, "The event's type.")
    fields.optional("agent", &agent, "The agent whom it names.")
    fields.optional("queue", &queue, "The queue that it names.")
  }
}

extension CallEvent {
  /// The agent whom the event names.
  var agentNamed: AgentID? {
    switch self {
    case .placed(let event): event.agent
    case .greeted(let event): event.agent
    case .noted(let event): event.agent
    case .offered(let event): event.agent
    case .offerMissed(let event): event.agent
    case .offerRescinded(let event): event.agent
    case .answered(let event): event.agent
    case .transferred(let event): event.agent
    case .wrapEnded(let event): event.agent
    case .documented(let event): event.agent
    default: nil
    }
  }

  /// The queue that the event names.
  var queueNamed: QueueID? {
    switch self {
    case .received(let event): event.queue
    case .menuEntered(let event): event.queue
    case .queued(let event): event.queue
    case .transferred(let event): event.queue
    case .waitEstimated(let event): event.queue
    default: nil
    }
  }
}
