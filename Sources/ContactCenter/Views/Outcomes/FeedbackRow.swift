/// One request for feedback on a call, and what came of it.
package struct FeedbackRow: Payload {
  package var requestedAt = Timestamp()
  /// The scale asked for, then that of the answer; nil: any.
  package var scale: FeedbackScale?
  package var score: Int64?
  package var isDeclined = false
  /// When the customer answered or declined.
  package var settledAt: Timestamp?

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("requestedAt", &requestedAt, "When the customer was asked.")
    fields.optional("scale", &scale, "The scale.")
    fields.optional("score", &score, "The score on it.")
    fields.required("isDeclined", &isDeclined, "Whether the customer declined.")
    fields.optional("settledAt", &settledAt, "When the customer answered or declined.")
  }
}
