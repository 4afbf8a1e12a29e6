/// One request for feedback on a call, and what came of it.
public struct FeedbackRow: Payload {
  public var requestedAt = Timestamp()
  /// The scale asked for, then that of the answer; nil: any.
  public var scale: FeedbackScale?
  public var score: Int64?
  public var isDeclined = false
  /// When the customer answered or declined.
  public var settledAt: Timestamp?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("requestedAt", &requestedAt, "When the customer was asked.")
    fields.optional("scale", &scale, "The scale.")
    fields.optional("score", &score, "The score on it.")
    fields.required("isDeclined", &isDeclined, "Whether the customer declined.")
    fields.optional("settledAt", &settledAt, "When the customer answered or declined.")
  }
}
