// What an agent is scheduled for.

extension AgentEvent {
  /// The agent is to be there, or to be at lunch, in a meeting, in training, for a stretch of time.
  /// A day with breaks is several shifts.
  package struct ShiftScheduled: EventPayload {
    package var shift = Code()
    package var start = Timestamp()
    package var end = Timestamp()
    package var presence: Presence?

    package static let type = EventType(
      "agent.shift_scheduled", 1, "The agent is scheduled for a stretch of time.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("shift", &shift, "The shift's name, unique for the agent.")
      fields.required("start", &start, "Its first instant.")
      fields.required("end", &end, "The first instant after it.")
      fields.optional("presence", &presence, "What the agent is to be; missing: available.")
    }
  }

  /// A scheduled shift is not to be.
  package struct ShiftCancelled: EventPayload {
    package var shift = Code()
    package var reason: Code?

    package static let type = EventType(
      "agent.shift_cancelled", 1, "A scheduled shift is not to be.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("shift", &shift, "The shift's name.")
      fields.optional("reason", &reason, "Why.")
    }
  }
}
