// What a reviewer found, and what the agent said to it.

extension QualityEvent {
  /// A call was reviewed by a form.
  public struct CallReviewed: EventPayload {
    public var call = CallID()
    public var formVersion = Int64()
    public var scores: [ItemScore] = []
    public var customer: CustomerID?
    public var comment: String?

    public static let type = EventType(
      "quality.call_reviewed", 1, "A call was reviewed by a form.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("call", &call, "The call.")
      fields.required("formVersion", &formVersion, .range(1...1_000_000), "The form's version.")
      fields.objects(
        "scores", &scores, .count(100), "The points; an item that does not apply is left out.")
      fields.optional("customer", &customer, "The customer, under whose key the comment is kept.")
      fields.optional("comment", &comment, .personal.text(16_384), "What the reviewer added.")
    }
  }

  /// The reviewed agent does not agree; the call is to be reviewed again.
  public struct ReviewDisputed: EventPayload {
    public var call = CallID()
    public var item: Code?
    public var reason: Code?
    public var customer: CustomerID?
    public var comment: String?

    public static let type = EventType(
      "quality.review_disputed", 1, "The reviewed agent does not agree.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("call", &call, "The call.")
      fields.optional("item", &item, "The item in question; missing: the whole review.")
      fields.optional("reason", &reason, "Why, out of the company's list.")
      fields.optional("customer", &customer, "The customer, under whose key the comment is kept.")
      fields.optional("comment", &comment, .personal.text(16_384), "Why, in the agent's words.")
    }
  }
}
