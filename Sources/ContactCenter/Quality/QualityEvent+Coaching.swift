// What follows from a review.

extension QualityEvent {
  /// An agent is to be coached.
  public struct CoachingAssigned: EventPayload {
    public var coaching = Code()
    public var agent = AgentID()
    public var item: Code?
    public var call: CallID?
    public var due: Timestamp?

    public static let type = EventType(
      "quality.coaching_assigned", 1, "An agent is to be coached.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("coaching", &coaching, "A name for it, used once.")
      fields.required("agent", &agent, "Who is to be coached.")
      fields.optional("item", &item, "The form's item to work on.")
      fields.optional("call", &call, "The reviewed call that led to it.")
      fields.optional("due", &due, "By when.")
    }
  }

  /// An agent was coached.
  public struct CoachingCompleted: EventPayload {
    public var coaching = Code()
    public var outcome: Code?

    public static let type = EventType("quality.coaching_completed", 1, "An agent was coached.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("coaching", &coaching, "The coaching.")
      fields.optional("outcome", &outcome, "How it went, out of the company's list.")
    }
  }
}
