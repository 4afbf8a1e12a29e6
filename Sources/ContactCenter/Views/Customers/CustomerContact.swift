/// One call of a customer.
public struct CustomerContact: ViewRow {
  /// How the contact went for the customer.
  public enum Outcome: String, Choice {
    /// Not over yet, and not answered.
    case open
    case answered
    /// The customer hung up before an answer.
    case abandoned
    /// It ended otherwise without an answer.
    case unanswered
    /// An outbound call that reached nobody.
    case failed
  }

  public var customer = CustomerID()
  public var call = CallID()
  public var isOutbound = false
  public var receivedAt = Timestamp()
  public var endedAt: Timestamp?
  public var queue: QueueID?
  public var agent: AgentID?
  public var outcome = Outcome.open
  public var reason: Code?
  public var isResolved = false
  public var isConfirmed: Bool?
  /// The position of the call's first event: the order of contacts.
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("customer", &customer, "The customer.")
    fields.required("call", &call, "The call.")
    fields.required("isOutbound", &isOutbound, "Whether the contact center placed it.")
    fields.required("receivedAt", &receivedAt, "When it came in, or was placed.")
    fields.optional("endedAt", &endedAt, "When it was over for the customer.")
    fields.optional("queue", &queue, "The queue it visited last, or is meant for.")
    fields.optional("agent", &agent, "Who had it last.")
    fields.required("outcome", &outcome, "What became of it.")
    fields.optional("reason", &reason, "Why the customer called.")
    fields.required("isResolved", &isResolved, "Whether the agent considers it solved.")
    fields.optional("isConfirmed", &isConfirmed, "Whether the customer agrees, once asked.")
    fields.required("position", &position, "The position of its first event.")
  }

  /// The key under which a customer's contacts sort in order: the customer, a slash, the position.
  var key: String { customer.rawValue + "/" + CohortKey.digits(UInt64(position)) }
}
