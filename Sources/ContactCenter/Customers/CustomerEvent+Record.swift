// A customer's record.

extension CustomerEvent {
  /// A customer's record was opened.
  public struct Registered: EventPayload {
    public var name: String?
    public var phone: String?
    public var email: String?
    public var address: String?
    public var company: String?
    public var language: Code?

    public static let type = EventType("customer.registered", 1, "A customer's record was opened.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
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
  public struct DetailsChanged: EventPayload {
    public var name: String?
    public var phone: String?
    public var email: String?
    public var address: String?
    public var company: String?
    public var language: Code?

    public static let type = EventType(
      "customer.details_changed", 1, "A customer's details changed: those that are named.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
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
  public struct Merged: EventPayload {
    public var into = CustomerID()

    public static let type = EventType(
      "customer.merged", 1, "The record turned out to be another one's double, and goes on there.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("into", &into, "The record that goes on.")
    }
  }
}
