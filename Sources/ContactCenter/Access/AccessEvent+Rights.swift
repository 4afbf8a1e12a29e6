// Who may do what, and who looked.

extension AccessEvent {
  /// Somebody was given a right to use the service.
  package struct Granted: EventPayload {
    package var role = AccessRole()
    package var name = Code()
    package var source: Code?
    package var until: Timestamp?

    package static let type = EventType(
      "access.granted", 1, "Somebody was given a right to use the service.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("role", &role, "What they may do.")
      fields.required("name", &name, "Who they are.")
      fields.optional("source", &source, "The source that an integration may report for.")
      fields.optional("until", &until, "When the right ends; missing: when it is revoked.")
    }
  }

  /// A right was taken back.
  package struct Revoked: EventPayload {
    package var reason: Code?

    package static let type = EventType("access.revoked", 1, "A right was taken back.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// Somebody read personal data.
  package struct RecordViewed: EventPayload {
    package var record = Code()
    package var customer: CustomerID?
    package var purpose: Code?
    package var from: Int64?
    package var to: Int64?

    package static let type = EventType("access.record_viewed", 1, "Somebody read personal data.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("record", &record, "What was read: a stream, or the route of a replay.")
      fields.optional("customer", &customer, "Whose data it was, where it is one customer's.")
      fields.optional("purpose", &purpose, "Why.")
      fields.optional("from", &from, "The first position read.")
      fields.optional("to", &to, "The last position read.")
    }
  }
}
