// What an agent is scheduled for.

extension AgentEvent {
  /// The agent is to be there, or to be at lunch, in a meeting, in training, for a stretch of time.
  /// A day with breaks is several shifts.
  public struct ShiftScheduled: EventPayload {
    public var shift = Code()
    public var start = Timestamp()
    public var end = Timestamp()
    public var presence: Presence?

    public static let type = EventType(
      "agent.shift_scheduled", 1, "The agent is scheduled for a stretch of time.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("shift", &shift, "The shift's name, unique for the agent.")
      fields.required("start", &start, "Its first instant.")
      fields.required("end", &end, "The first instant after it.")
      fields.optional("presence", &presence, "What the agent is to be; missing: available.")
    }
  }

  /// A scheduled shift is not to be.
  public struct ShiftCancelled: EventPayload {
    public var shift = Code()
    public var reason: Code?

    public static let type = EventType(
      "agent.shift_cancelled", 1, "A scheduled shift is not to be.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("shift", &shift, "The shift's name.")
      fields.optional("reason", &reason, "Why.")
    }
  }
}
