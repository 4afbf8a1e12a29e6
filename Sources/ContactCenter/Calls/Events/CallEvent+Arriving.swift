// How a call comes in: from the outside, or out of the house.

extension CallEvent {
  /// A call came in from a customer; it is inbound.
  package struct Received: EventPayload {
    package var from: String?
    package var to: String?
    package var queue: QueueID?

    package static let type = EventType("call.received", 1, "A call came in from a customer.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
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
  package struct MenuEntered: EventPayload {
    package var menu = Code()
    package var queue: QueueID?

    package static let type = EventType("call.menu_entered", 1, "The caller listens to a menu.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("menu", &menu, "The menu.")
      fields.optional(
        "queue", &queue,
        "The queue that the caller is about to choose, where the source knows it.")
    }
  }

  /// A call was placed to a customer; it is outbound.
  package struct Placed: EventPayload {
    package var purpose = CallPurpose()
    package var to: String?
    package var agent: AgentID?
    package var campaign: CampaignID?
    package var customer: CustomerID?

    package static let type = EventType("call.placed", 1, "A call was placed to a customer.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("purpose", &purpose, "What the call is for.")
      fields.optional("to", &to, .personal.text(128), "The number that was dialled.")
      fields.optional("agent", &agent, "Who dialled; missing where a dialler did.")
      fields.optional("campaign", &campaign, "The campaign that the call belongs to.")
      fields.optional("customer", &customer, "The customer who is called, where known.")
    }
  }

  /// The called side picked up.
  package struct CalleeAnswered: EventPayload {
    package var by = CalleeKind()
    package var ringMilliseconds: Int64?

    package static let type = EventType("call.callee_answered", 1, "The called side picked up.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("by", &by, "Who or what picked up.")
      fields.optional("ringMilliseconds", &ringMilliseconds, .milliseconds, "How long it rang.")
    }
  }

  /// The called side could not be reached; the attempt is over.
  package struct ConnectFailed: EventPayload {
    package var cause = ConnectFailureCause()
    package var ringMilliseconds: Int64?

    package static let type = EventType(
      "call.connect_failed", 1, "The called side could not be reached; the attempt is over.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("cause", &cause, "Why.")
      fields.optional("ringMilliseconds", &ringMilliseconds, .milliseconds, "How long it rang.")
    }
  }
}
