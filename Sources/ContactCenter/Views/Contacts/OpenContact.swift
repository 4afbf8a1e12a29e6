/// A call that is not over for everybody yet: its visit, its offers, its agents.
public struct OpenContact: ViewRow {
  public var origin = ContactOrigin()
  public var visit: OpenVisit?
  /// The queue visited last: where the calls of later agents come from.
  public var lastQueue: QueueID?
  public var lastEnqueuedAt: Timestamp?
  public var offers: [OpenOffer] = []
  /// The agent who has the call.
  public var talk: OpenSegment?
  /// Agents who have handed it on, or whose caller has hung up, and who still wrap up.
  public var wraps: [OpenSegment] = []
  /// Who placed the call, until the called side picks up.
  public var dialler: AgentID?
  public var isInMenu = false
  /// How it ended; nil while the customer is on the line.
  public var end: CallPhase?
  /// The latest time of its events: a clock that shows less has stepped back.
  public var latestTime = Timestamp(milliseconds: .min)

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    origin.describe(&fields)
    fields.object("visit", &visit, "The queue visit under way.")
    fields.optional("lastQueue", &lastQueue, "The queue visited last.")
    fields.optional("lastEnqueuedAt", &lastEnqueuedAt, "When the call entered it.")
    fields.objects("offers", &offers, .count(1_000), "Whom it rings.")
    fields.object("talk", &talk, "The agent who has it.")
    fields.objects("wraps", &wraps, .count(1_000), "The agents who wrap up.")
    fields.optional("dialler", &dialler, "Who placed it.")
    fields.required("isInMenu", &isInMenu, "Whether it is in a menu, or waits to be queued.")
    fields.optional("end", &end, "How it ended.")
    fields.required("latestTime", &latestTime, "The latest time of its events.")
  }
}

extension OpenContact {
  /// Whether nothing can move it any more.
  var isFinished: Bool { end != nil && talk == nil && wraps.isEmpty }

  /// Whether it may come back: out of a queue, or from somebody outside.
  var isDiverted: Bool { end == .diverted }

  /// Where it is in its life.
  var phase: CallPhase {
    // Who hung up in a later queue has abandoned, though the agent before still works on the call.
    if let end { return end == .closed && !wraps.isEmpty ? .wrap : end }
    if let talk { return talk.phase == .holding ? .onHold : .talking }
    if !offers.isEmpty { return .offered }
    if visit != nil { return .queued }
    return isInMenu ? .inMenu : .ringing
  }
}
