/// A stretch of an agent's day: a session, or a presence that lasted; open where it still does.
package struct WorkingSpanRow: ViewRow {
  /// What lasted.
  package enum Kind: String, Choice {
    /// The agent was logged in.
    case session
    /// The agent had chosen a presence.
    case presence
  }

  package var agent = AgentID()
  package var kind = Kind.session
  /// Which presence; nil for a session.
  package var presence: Presence?
  package var startedAt = Timestamp()
  package var endedAt: Timestamp?
  /// The position of the event that began it.
  package var position: Int64 = 0

  package init() {}

  /// The key under which rows sort by their beginning. One event may begin both a session and a
  /// presence.
  package var key: String {
    CohortKey.make(receivedAt: startedAt, position: UInt64(position)) + "-" + kind.rawValue
  }

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("kind", &kind, "What lasted.")
    fields.optional("presence", &presence, "Which presence.")
    fields.required("startedAt", &startedAt, "When it began.")
    fields.optional("endedAt", &endedAt, "When it was over.")
    fields.required("position", &position, "The position of the event that began it.")
  }
}
