/// A promise to get back to a customer that is not kept yet: a case's follow-up, or a call back.
///
/// Kept ones leave the list; the case's row counts them.
public struct FollowUpRow: ViewRow {
  /// What was promised.
  public enum Kind: String, Choice {
    /// To see to a case again.
    case followUp = "follow_up"
    /// To call somebody back.
    case callback
  }

  public var kind = Kind.followUp
  public var caseID: CaseID?
  public var followUp: Code?
  public var call: CallID?
  public var customer: CustomerID?
  public var queue: QueueID?
  public var agent: AgentID?
  public var state = FollowUpState.scheduled
  public var due = Timestamp()
  public var scheduledAt = Timestamp()
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What was promised.")
    fields.optional("case", &caseID, "The case, for a follow-up.")
    fields.optional("followUp", &followUp, "Its name within the case.")
    fields.optional("call", &call, "The call in which a call back was asked for.")
    fields.optional("customer", &customer, "Whom it was promised to, where known.")
    fields.optional("queue", &queue, "The queue whose agents are to call back.")
    fields.optional("agent", &agent, "Who is to do it; missing: anybody.")
    fields.required("state", &state, "How it stands; missed: overdue.")
    fields.required("due", &due, "When it is to happen.")
    fields.required("scheduledAt", &scheduledAt, "When it was promised.")
    fields.required("position", &position, "The position of the promise.")
  }
}
