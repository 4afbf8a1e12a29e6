// An agent's working day.

extension AgentEvent {
  /// An agent was made known, or their name changed.
  package struct Registered: EventPayload {
    package var name: String?

    package static let type = EventType(
      "agent.registered", 1, "An agent was made known, or their name changed.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("name", &name, .personal.text(256), "The agent's name.")
    }
  }

  /// The agent logged in.
  package struct SessionStarted: EventPayload {
    package var device: Code?

    package static let type = EventType("agent.session_started", 1, "The agent logged in.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("device", &device, "The phone or desktop.")
    }
  }

  /// The agent logged out.
  package struct SessionEnded: EventPayload {
    package var reason: Code?
    package var sessionMilliseconds: Int64?

    package static let type = EventType("agent.session_ended", 1, "The agent logged out.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
      fields.optional(
        "sessionMilliseconds", &sessionMilliseconds, .milliseconds,
        "How long the session was, by the source.")
    }
  }

  /// The agent chose a presence. During a call it takes effect after it.
  package struct PresenceChanged: EventPayload {
    package var presence = Presence()
    package var reason: Code?

    package static let type = EventType("agent.presence_changed", 1, "The agent chose a presence.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("presence", &presence, "The presence chosen.")
      fields.optional("reason", &reason, "Why, out of the company's list.")
    }
  }
}
