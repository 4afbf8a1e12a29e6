// What an agent does with the line: hold, transfer, end, wrap up.

extension CallEvent {
  /// The caller was put on hold.
  public struct Held: EventPayload {
    public static let type = EventType("call.held", 1, "The caller was put on hold.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// The caller was taken off hold.
  public struct Resumed: EventPayload {
    public var holdMilliseconds: Int64?

    public static let type = EventType("call.resumed", 1, "The caller was taken off hold.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional(
        "holdMilliseconds", &holdMilliseconds, .milliseconds,
        "How long this hold was, by the source.")
    }
  }

  /// The agent handed the call over; their talk ends here. A visit to the target queue begins with
  /// its own `call.queued`.
  public struct Transferred: EventPayload {
    public var kind = TransferKind()
    public var target = TransferTarget()
    public var queue: QueueID?
    public var agent: AgentID?
    public var external: String?
    public var reason: Code?
    public var talkMilliseconds: Int64?
    public var holdMilliseconds: Int64?
    public var wrapMilliseconds: Int64?

    public static let type = EventType(
      "call.transferred", 1, "The agent handed the call over; their talk ends here.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("kind", &kind, "Whether the agent spoke to the target first.")
      fields.required("target", &target, "What the call was handed over to.")
      fields.optional("queue", &queue, "The queue, where the target is one.")
      fields.optional("agent", &agent, "The agent, where the target is one.")
      fields.optional(
        "external", &external, .personal.text(128),
        "The number or extension, where the target is outside.")
      fields.optional("reason", &reason, "Why.")
      fields.optional(
        "talkMilliseconds", &talkMilliseconds, .milliseconds,
        "Talk of the agent who hands over, without hold, by the source.")
      fields.optional(
        "holdMilliseconds", &holdMilliseconds, .milliseconds,
        "Hold under that agent, by the source.")
      fields.optional(
        "wrapMilliseconds", &wrapMilliseconds, .milliseconds,
        "That agent's wrap-up, by the source; present: it is over.")
    }
  }

  /// The call is over for the customer.
  public struct Ended: EventPayload {
    public var by = EndingParty()
    public var cause: Code?
    public var phase: EndPhase?
    public var talkMilliseconds: Int64?
    public var holdMilliseconds: Int64?
    public var wrapMilliseconds: Int64?
    public var inferred: Bool?

    public static let type = EventType("call.ended", 1, "The call is over for the customer.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("by", &by, "Who hung up.")
      fields.optional("cause", &cause, "Why, for example `phantom` or `restart`.")
      fields.optional("phase", &phase, "Where the call was when it ended.")
      fields.optional(
        "talkMilliseconds", &talkMilliseconds, .milliseconds,
        "Talk of the last agent, without hold, by the source.")
      fields.optional(
        "holdMilliseconds", &holdMilliseconds, .milliseconds,
        "Hold under that agent, by the source.")
      fields.optional(
        "wrapMilliseconds", &wrapMilliseconds, .milliseconds,
        "That agent's wrap-up, by the source; present: it is over.")
      fields.optional("inferred", &inferred, "Whether the end was concluded, not seen.")
    }
  }

  /// An agent finished the work after the call.
  public struct WrapEnded: EventPayload {
    public var agent: AgentID?
    public var wrapMilliseconds: Int64?

    public static let type = EventType(
      "call.wrap_ended", 1, "An agent finished the work after the call.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("agent", &agent, "Whose wrap-up; missing: of the agent who talked last.")
      fields.optional(
        "wrapMilliseconds", &wrapMilliseconds, .milliseconds,
        "How long it took, by the source.")
    }
  }
}
