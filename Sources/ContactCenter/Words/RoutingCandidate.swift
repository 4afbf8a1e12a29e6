/// An agent who could have been given a call, with what the choice looked at.
package struct RoutingCandidate: Payload {
  package var agent = AgentID()
  package var score: Int64?
  package var idleSince: Timestamp?

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.optional("score", &score, "The score by the strategy; lower goes first.")
    fields.optional("idleSince", &idleSince, "Since when the agent has been idle.")
  }
}
