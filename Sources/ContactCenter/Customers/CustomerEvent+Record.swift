// A customer's record.

extension CustomerEvent {
  /// A customer's record was opened.
  package struct Registered: EventPayload {
    package var name: String?
    package var phone: String?
    package var email: String?
    package var address: String?
    package var company: String?
    package var language: Code?

    package static let type = EventType("customer.registered", 1, "A customer's record was opened.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("name", &name, .personal.text(256), "The customer's name.")
      fields.optional("phone", &phone, .personal.text(128), "The telephone number.")
      fields.optional("email", &email, .personal.text(320), "The mail address.")
      fields.optional("address", &address, .personal.text(1024), "The postal address.")
      fields.optional(
        "company", &company, .personal.text(256),
        "The company that the customer speaks for.")
      fields.optional("language", &language, "The language to speak, as a BCP 47 tag.")
    }
  }

  /// A customer's details changed: those that are named.
  package struct DetailsChanged: EventPayload {
    package var name: String?
    package var phone: String?
    package var email: String?
    package var address: String?
    package var company: String?
    package var language: Code?

    package static let type = EventType(
      "customer.details_changed", 1, "A customer's details changed: those that are named.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("name", &name, .personal.text(256), "The customer's name.")
      fields.optional("phone", &phone, .personal.text(128), "The telephone number.")
      fields.optional("email", &email, .personal.text(320), "The mail address.")
      fields.optional("address", &address, .personal.text(1024), "The postal address.")
      fields.optional(
        "company", &company, .personal.text(256),
        "The company that the customer speaks for.")
      fields.optional("language", &language, "The language to speak, as a BCP 47 tag.")
    }
  }

  /// The record turned out to be another one's double, and goes on there.
  package struct Merged: EventPayload {
    package var into = CustomerID()

    package static let type = EventType(
      "customer.merged", 1, "The record turned out to be another one's double, and goes on there.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("into", &into, "The record that goes on.")
    }
  }
}
