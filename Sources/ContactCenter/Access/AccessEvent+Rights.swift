// Who may do what, and who looked.

extension AccessEvent {
  /// Somebody was given a right to use the service.
  public struct Granted: EventPayload {
    public var role = AccessRole()
    public var name = Code()
    public var source: Code?
    public var until: Timestamp?

    public static let type = EventType(
      "access.granted", 1, "Somebody was given a right to use the service.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("role", &role, "What they may do.")
      fields.required("name", &name, "Who they are.")
      fields.optional("source", &source, "The source that an integration may report for.")
      fields.optional("until", &until, "When the right ends; missing: when it is revoked.")
    }
  }

  /// A right was taken back.
  public struct Revoked: EventPayload {
    public var reason: Code?

    public static let type = EventType("access.revoked", 1, "A right was taken back.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// Somebody read personal data.
  public struct RecordViewed: EventPayload {
    public var record = Code()
    public var customer: CustomerID?
    public var purpose: Code?
    public var from: Int64?
    public var to: Int64?

    public static let type = EventType("access.record_viewed", 1, "Somebody read personal data.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("record", &record, "What was read: a stream, or the route of a replay.")
      fields.optional("customer", &customer, "Whose data it was, where it is one customer's.")
      fields.optional("purpose", &purpose, "Why.")
      fields.optional("from", &from, "The first position read.")
      fields.optional("to", &to, "The last position read.")
    }
  }
}
