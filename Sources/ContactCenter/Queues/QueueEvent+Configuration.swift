// How a queue works and is measured.

extension QueueEvent {
  /// The settings of a queue were changed: those that are named. The others keep their value.
  package struct Configured: EventPayload {
    package var name: String?
    package var serviceLevelSeconds: Int64?
    package var serviceLevelTarget: Int64?
    package var shortAbandonSeconds: Int64?
    package var formula: ServiceLevelFormula?
    package var targetHandleSeconds: Int64?
    package var strategy: RoutingStrategy?
    package var ringSeconds: Int64?
    package var wrapSeconds: Int64?
    package var waitSecondsMax: Int64?

    package static let type = EventType(
      "queue.configured", 1, "The settings of a queue were changed.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("name", &name, .text(128), "What people call it.")
      fields.optional(
        "serviceLevelSeconds", &serviceLevelSeconds, .range(1...86_400),
        "A call answered within this time is within the service level.")
      fields.optional(
        "serviceLevelTarget", &serviceLevelTarget, .range(1...100),
        "The share of calls to be answered within it, in percent.")
      fields.optional(
        "shortAbandonSeconds", &shortAbandonSeconds, .range(0...3_600),
        "A caller who gives up sooner is not counted; 0: all are.")
      fields.optional("formula", &formula, "How the service level is computed.")
      fields.optional(
        "targetHandleSeconds", &targetHandleSeconds, .range(1...86_400),
        "How long handling should take: talk, hold and wrap-up.")
      fields.optional(
        "strategy", &strategy,
        "How agents are chosen; `external`: the switch does it and reports.")
      fields.optional(
        "ringSeconds", &ringSeconds, .range(1...600),
        "How long a call rings an agent before the offer is missed.")
      fields.optional(
        "wrapSeconds", &wrapSeconds, .range(0...86_400),
        "How long wrap-up may take before it is ended.")
      fields.optional(
        "waitSecondsMax", &waitSecondsMax, .range(1...86_400),
        "How long a call may wait before it leaves the queue.")
    }
  }

  /// The queue takes calls.
  package struct Opened: EventPayload {
    package static let type = EventType("queue.opened", 1, "The queue takes calls.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// The queue takes no more calls.
  package struct Closed: EventPayload {
    package var reason: Code?

    package static let type = EventType("queue.closed", 1, "The queue takes no more calls.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }
}
