// How a queue works and is measured.

extension QueueEvent {
  /// The settings of a queue were changed: those that are named. The others keep their value.
  public struct Configured: EventPayload {
    public var name: String?
    public var serviceLevelSeconds: Int64?
    public var serviceLevelTarget: Int64?
    public var shortAbandonSeconds: Int64?
    public var formula: ServiceLevelFormula?
    public var targetHandleSeconds: Int64?
    public var strategy: RoutingStrategy?
    public var ringSeconds: Int64?
    public var wrapSeconds: Int64?
    public var waitSecondsMax: Int64?
    public var priorityCreditSeconds: Int64?
    public var callsMax: Int64?
    public var overflowQueue: QueueID?
    public var overflowSeconds: Int64?
    public var whenClosed: QueuePolicy?
    public var whenEmpty: QueuePolicy?
    public var openFromMinute: Int64?
    public var openToMinute: Int64?
    public var openWeekdays: [Int64] = []
    public var zone: Code?
    public var estimatesWait: Bool?

    public static let type = EventType(
      "queue.configured", 1, "The settings of a queue were changed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
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
        "How long a conversation should take, talk and hold: past it, the call says so.")
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
      fields.optional(
        "priorityCreditSeconds", &priorityCreditSeconds, .range(0...86_400),
        "The waiting time that a step of priority is worth; missing: 90.")
      describeLimits(&fields)
      describeHours(&fields)
      fields.optional(
        "estimatesWait", &estimatesWait, "Whether callers are given an estimate of their wait.")
    }

    private mutating func describeLimits(_ fields: inout some FieldVisitor) {
      fields.optional(
        "callsMax", &callsMax, .range(0...1_000_000),
        "How many calls may wait: the newest beyond that leave.")
      fields.optional(
        "overflowQueue", &overflowQueue, "The queue to which calls move that may not stay.")
      fields.optional(
        "overflowSeconds", &overflowSeconds, .range(1...86_400),
        "How long a call waits before it moves to the overflow queue.")
      fields.optional(
        "whenClosed", &whenClosed, "What becomes of calls while it is closed; missing: exit.")
      fields.optional(
        "whenEmpty", &whenEmpty,
        "What becomes of calls while no agent serves it and is present; missing: wait.")
    }

    private mutating func describeHours(_ fields: inout some FieldVisitor) {
      fields.optional(
        "openFromMinute", &openFromMinute, .range(0...1_440),
        "The minute of the day at which it opens; missing: 0, at midnight.")
      fields.optional(
        "openToMinute", &openToMinute, .range(0...1_440),
        "The minute at which it closes; missing: 1,440, at midnight.")
      fields.list(
        "openWeekdays", &openWeekdays, .range(1...7).count(7),
        "The days on which it opens, 1: Monday; missing: every day.")
      fields.optional(
        "zone", &zone, "The time zone of its opening hours (IANA); missing: the house's.")
    }
  }

  /// The queue takes calls.
  public struct Opened: EventPayload {
    public static let type = EventType("queue.opened", 1, "The queue takes calls.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// The queue takes no more calls.
  public struct Closed: EventPayload {
    public var reason: Code?

    public static let type = EventType("queue.closed", 1, "The queue takes no more calls.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }
}
