// The queues that an agent serves.

extension AgentEvent {
  /// The agent serves a queue; joining again changes the penalty.
  public struct QueueJoined: EventPayload {
    public var queue = QueueID()
    public var penalty: Int64?

    public static let type = EventType("agent.queue_joined", 1, "The agent serves a queue.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
      fields.optional("penalty", &penalty, .range(0...1_000_000), "Higher goes later.")
    }
  }

  /// The agent no longer serves a queue.
  public struct QueueLeft: EventPayload {
    public var queue = QueueID()

    public static let type = EventType(
      "agent.queue_left", 1, "The agent no longer serves a queue.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
    }
  }
}
