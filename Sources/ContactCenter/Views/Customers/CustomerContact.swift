/// One call of a customer.
package struct CustomerContact: ViewRow {
  /// How the contact went for the customer.
  package enum Outcome: String, Choice {
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

  package var customer = CustomerID()
  package var call = CallID()
  package var isOutbound = false
  package var receivedAt = Timestamp()
  package var endedAt: Timestamp?
  package var queue: QueueID?
  package var agent: AgentID?
  package var outcome = Outcome.open
  package var reason: Code?
  package var isResolved = false
  package var isConfirmed: Bool?
  /// The position of the call's first event: the order of contacts.
  package var position: Int64 = 0

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
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
