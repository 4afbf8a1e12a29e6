/// An agent's coaching.
public struct CoachingRow: ViewRow {
  public var form = FormID()
  public var coaching = Code()
  public var agent = AgentID()
  public var item: Code?
  public var call: CallID?
  public var assignedAt = Timestamp()
  public var due: Timestamp?
  public var completedAt: Timestamp?
  public var outcome: Code?
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("form", &form, "The form under which it was assigned.")
    fields.required("coaching", &coaching, "Its name.")
    fields.required("agent", &agent, "Who is coached.")
    fields.optional("item", &item, "The item to work on.")
    fields.optional("call", &call, "The call that led to it.")
    fields.required("assignedAt", &assignedAt, "When it was assigned.")
    fields.optional("due", &due, "By when it is to be done.")
    fields.optional("completedAt", &completedAt, "When it was done.")
    fields.optional("outcome", &outcome, "How it went.")
    fields.required("position", &position, "The event that assigned it.")
  }
}
