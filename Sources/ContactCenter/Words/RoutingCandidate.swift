/// An agent who could have been given a call, with what the choice looked at.
public struct RoutingCandidate: Payload {
  public var agent = AgentID()
  public var score: Int64?
  public var idleSince: Timestamp?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.optional("score", &score, "The score by the strategy; lower goes first.")
    fields.optional("idleSince", &idleSince, "Since when the agent has been idle.")
  }
}
