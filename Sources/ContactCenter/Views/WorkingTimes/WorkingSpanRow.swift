/// A stretch of an agent's day: a session, or a presence that lasted; open where it still does.
public struct WorkingSpanRow: ViewRow {
  /// What lasted.
  public enum Kind: String, Choice {
    /// The agent was logged in.
    case session
    /// The agent had chosen a presence.
    case presence
  }

  public var agent = AgentID()
  public var kind = Kind.session
  /// Which presence; nil for a session.
  public var presence: Presence?
  public var startedAt = Timestamp()
  public var endedAt: Timestamp?
  /// The position of the event that began it.
  public var position: Int64 = 0

  public init() {}

  /// The key under which rows sort by their beginning. One event may begin both a session and a
  /// presence.
  public var key: String {
    CohortKey.make(receivedAt: startedAt, position: UInt64(position)) + "-" + kind.rawValue
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("kind", &kind, "What lasted.")
    fields.optional("presence", &presence, "Which presence.")
    fields.required("startedAt", &startedAt, "When it began.")
    fields.optional("endedAt", &endedAt, "When it was over.")
    fields.required("position", &position, "The position of the event that began it.")
  }
}
