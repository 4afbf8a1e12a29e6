// What of a customer's data went to others, and what did not.

extension CustomerEvent {
  /// Some of the customer's data was passed on.
  public struct DataShared: EventPayload {
    public var recipient = Code()
    public var purpose: Code?
    public var what: [Code] = []
    public var call: CallID?

    public static let type = EventType(
      "customer.data_shared", 1, "Some of the customer's data was passed on.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("recipient", &recipient, "Who got it.")
      fields.optional("purpose", &purpose, "What for, out of the company's list.")
      fields.list("what", &what, "Which kinds of data.")
      fields.optional("call", &call, "The call in which that was done.")
    }
  }

  /// Passing data on was refused: the record of a rule that held.
  public struct SharingRefused: EventPayload {
    public var recipient = Code()
    public var purpose: Code?
    public var reason = Code()
    public var call: CallID?

    public static let type = EventType(
      "customer.sharing_refused", 1, "Passing the customer's data on was refused.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("recipient", &recipient, "Who would have got it.")
      fields.optional("purpose", &purpose, "What for, out of the company's list.")
      fields.required("reason", &reason, "Why it was refused, as a stable word.")
      fields.optional("call", &call, "The call in which that was asked for.")
    }
  }
}
