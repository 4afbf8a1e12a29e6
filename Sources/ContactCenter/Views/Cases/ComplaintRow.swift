/// A complaint and what became of it.
public struct ComplaintRow: ViewRow {
  /// How a complaint stands.
  public enum State: String, Choice {
    case open
    case resolved
  }

  public var complaint = Code()
  public var caseID = CaseID()
  public var customer: CustomerID?
  public var about: Code?
  public var agent: AgentID?
  public var call: CallID?
  public var state = State.open
  public var remedy: Code?
  public var receivedAt = Timestamp()
  public var resolvedAt: Timestamp?
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("complaint", &complaint, "Its name within the case.")
    fields.required("case", &caseID, "The case.")
    fields.optional("customer", &customer, "Who complained.")
    fields.optional("about", &about, "What it is about.")
    fields.optional("agent", &agent, "The agent complained of, where it is one.")
    fields.optional("call", &call, "The call in which it was made.")
    fields.required("state", &state, "How it stands.")
    fields.optional("remedy", &remedy, "What was done.")
    fields.required("receivedAt", &receivedAt, "When it was made.")
    fields.optional("resolvedAt", &resolvedAt, "When it was settled.")
    fields.required("position", &position, "The position of the complaint.")
  }
}
