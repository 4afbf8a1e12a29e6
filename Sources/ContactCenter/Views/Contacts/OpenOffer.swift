/// A call that rings an agent.
public struct OpenOffer: Payload {
  public var agent = AgentID()
  public var since = Timestamp()
  public var position: Int64 = 0

  public init() {}

  init(agent: AgentID, moment: Moment) {
    self.agent = agent
    since = moment.time
    position = Int64(moment.position)
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Whom it rings.")
    fields.required("since", &since, "Since when.")
    fields.required("position", &position, "The position of the event that opened it.")
  }
}

/// How an offer ended.
public enum OfferEnd: Sendable, Equatable {
  case answered
  case missed
  /// The call stopped ringing through no act of the agent.
  case rescinded
}
