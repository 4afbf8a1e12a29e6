// Who gets the call: the decision, the ringing, the answer.

extension CallEvent {
  /// It was decided where the call goes, with all that replaying the decision needs.
  public struct Routed: EventPayload {
    public var target = RoutingTarget()
    public var ids: [Code] = []
    public var strategy = RoutingStrategy()
    public var ruleVersion: Int64?
    public var candidates: [RoutingCandidate] = []
    public var score: Int64?
    public var seed: Int64?

    public static let type = EventType("call.routed", 1, "It was decided where the call goes.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("target", &target, "What the call was routed to.")
      fields.list("ids", &ids, "The queue, department, specialist or agents chosen, best first.")
      fields.required("strategy", &strategy, "How they were chosen.")
      fields.optional("ruleVersion", &ruleVersion, "The version of the rule that chose.")
      fields.objects(
        "candidates", &candidates, .count(1000),
        "All who could have been chosen, best first.")
      fields.optional(
        "score", &score, .range(-FieldRules.integerMax...FieldRules.integerMax),
        "The score of the call in its queue: wait plus the credit of its priority.")
      fields.optional("seed", &seed, "The seed of the random choice.")
    }
  }

  /// The call rings an agent.
  public struct Offered: EventPayload {
    public var agent = AgentID()
    public var ringMillisecondsMax: Int64?

    public static let type = EventType("call.offered", 1, "The call rings an agent.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("agent", &agent, "Whom it rings.")
      fields.optional(
        "ringMillisecondsMax", &ringMillisecondsMax, .milliseconds,
        "How long it will ring before it counts as missed.")
    }
  }

  /// The agent did not take the call that rang.
  public struct OfferMissed: EventPayload {
    public var agent = AgentID()
    public var ringMilliseconds: Int64?
    public var declined: Bool?

    public static let type = EventType(
      "call.offer_missed", 1, "The agent did not take the call that rang.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("agent", &agent, "Who missed it.")
      fields.optional("ringMilliseconds", &ringMilliseconds, .milliseconds, "How long it rang.")
      fields.optional("declined", &declined, "Whether the agent declined it; else it rang out.")
    }
  }

  /// The call stopped ringing an agent through no act of theirs.
  public struct OfferRescinded: EventPayload {
    public var agent = AgentID()
    public var ringMilliseconds: Int64?

    public static let type = EventType(
      "call.offer_rescinded", 1, "The call stopped ringing an agent through no act of theirs.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("agent", &agent, "Whom it no longer rings.")
      fields.optional("ringMilliseconds", &ringMilliseconds, .milliseconds, "How long it rang.")
    }
  }

  /// An agent took the call.
  public struct Answered: EventPayload {
    public var agent = AgentID()
    public var waitMilliseconds: Int64?
    public var ringMilliseconds: Int64?

    public static let type = EventType("call.answered", 1, "An agent took the call.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("agent", &agent, "Who took it.")
      fields.optional(
        "waitMilliseconds", &waitMilliseconds, .milliseconds,
        "How long the caller waited in the queue, by the source.")
      fields.optional(
        "ringMilliseconds", &ringMilliseconds, .milliseconds,
        "How long it rang the agent.")
    }
  }
}
