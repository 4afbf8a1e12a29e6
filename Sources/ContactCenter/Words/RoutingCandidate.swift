/// An agent who could have been given a call, with all that the choice looked at.
///
/// Candidates are compared by misses, penalty, score, idle since, and at last by their names: what
/// is missing counts as 0.
public struct RoutingCandidate: Payload {
  public var agent = AgentID()
  public var score: Int64?
  public var idleSince: Timestamp?
  public var penalty: Int64?
  public var misses: Int64?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.optional("score", &score, "The score by the strategy; lower goes first.")
    fields.optional("idleSince", &idleSince, "Since when the agent has been idle.")
    fields.optional(
      "penalty", &penalty, .range(0...1_000_000), "The agent's in this queue; lower goes first.")
    fields.optional(
      "misses", &misses, .range(0...1_000_000),
      "How often the agent has missed this call in this visit; fewer go first.")
  }
}
