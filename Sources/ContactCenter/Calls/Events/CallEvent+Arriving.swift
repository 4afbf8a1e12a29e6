// How a call comes in: from the outside, or out of the house.

extension CallEvent {
  /// A call came in from a customer; it is inbound.
  public struct Received: EventPayload {
    public var from: String?
    public var to: String?
    public var queue: QueueID?

    public static let type = EventType("call.received", 1, "A call came in from a customer.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional(
        "from", &from, .personal.text(128),
        "The caller's number, as the switch shows it.")
      fields.optional("to", &to, .text(128), "The number or line that was called.")
      fields.optional(
        "queue", &queue,
        "The queue that the call is meant for, where the source knows it already.")
    }
  }

  /// The caller listens to a menu.
  public struct MenuEntered: EventPayload {
    public var menu = Code()
    public var queue: QueueID?

    public static let type = EventType("call.menu_entered", 1, "The caller listens to a menu.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("menu", &menu, "The menu.")
      fields.optional(
        "queue", &queue,
        "The queue that the caller is about to choose, where the source knows it.")
    }
  }

  /// A call was placed to a customer; it is outbound.
  public struct Placed: EventPayload {
    public var purpose = CallPurpose()
    public var to: String?
    public var agent: AgentID?
    public var campaign: CampaignID?
    public var contact: Code?
    public var callbackOf: CallID?
    public var customer: CustomerID?

    public static let type = EventType("call.placed", 1, "A call was placed to a customer.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("purpose", &purpose, "What the call is for.")
      fields.optional("to", &to, .personal.text(128), "The number that was dialled.")
      fields.optional("agent", &agent, "Who dialled; missing where a dialler did.")
      fields.optional("campaign", &campaign, "The campaign that the call belongs to.")
      fields.optional("callbackOf", &callbackOf, "The call in which it was asked for.")
      fields.optional("contact", &contact, "Which contact of the campaign is called.")
      fields.optional("customer", &customer, "The customer who is called, where known.")
    }
  }

  /// The called side picked up.
  public struct CalleeAnswered: EventPayload {
    public var by = CalleeKind()
    public var ringMilliseconds: Int64?

    public static let type = EventType("call.callee_answered", 1, "The called side picked up.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("by", &by, "Who or what picked up.")
      fields.optional("ringMilliseconds", &ringMilliseconds, .milliseconds, "How long it rang.")
    }
  }

  /// The called side could not be reached; the attempt is over.
  public struct ConnectFailed: EventPayload {
    public var cause = ConnectFailureCause()
    public var ringMilliseconds: Int64?

    public static let type = EventType(
      "call.connect_failed", 1, "The called side could not be reached; the attempt is over.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("cause", &cause, "Why.")
      fields.optional("ringMilliseconds", &ringMilliseconds, .milliseconds, "How long it rang.")
    }
  }
}
