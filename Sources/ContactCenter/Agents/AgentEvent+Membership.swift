// The queues that an agent serves.

extension AgentEvent {
  /// The agent serves a queue; joining again changes the penalty.
  package struct QueueJoined: EventPayload {
    package var queue = QueueID()
    package var penalty: Int64?

    package static let type = EventType("agent.queue_joined", 1, "The agent serves a queue.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
      fields.optional("penalty", &penalty, .range(0...1_000_000), "Higher goes later.")
    }
  }

  /// The agent no longer serves a queue.
  package struct QueueLeft: EventPayload {
    package var queue = QueueID()

    package static let type = EventType(
      "agent.queue_left", 1, "The agent no longer serves a queue.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
    }
  }
}
