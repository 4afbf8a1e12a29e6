// An agent's working day.

extension AgentEvent {
  /// An agent was made known, or their name changed.
  public struct Registered: EventPayload {
    public var name: String?

    public static let type = EventType(
      "agent.registered", 1, "An agent was made known, or their name changed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("name", &name, .personal.text(256), "The agent's name.")
    }
  }

  /// The agent logged in.
  public struct SessionStarted: EventPayload {
    public var device: Code?

    public static let type = EventType("agent.session_started", 1, "The agent logged in.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("device", &device, "The phone or desktop.")
    }
  }

  /// The agent logged out.
  public struct SessionEnded: EventPayload {
    public var reason: Code?
    public var sessionMilliseconds: Int64?

    public static let type = EventType("agent.session_ended", 1, "The agent logged out.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
      fields.optional(
        "sessionMilliseconds", &sessionMilliseconds, .milliseconds,
        "How long the session was, by the source.")
    }
  }

  /// The agent chose a presence. During a call it takes effect after it.
  public struct PresenceChanged: EventPayload {
    public var presence = Presence()
    public var reason: Code?

    public static let type = EventType("agent.presence_changed", 1, "The agent chose a presence.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("presence", &presence, "The presence chosen.")
      fields.optional("reason", &reason, "Why, out of the company's list.")
    }
  }
}
