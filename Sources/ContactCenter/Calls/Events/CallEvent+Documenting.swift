// What remains of a call: its documentation, the customer's feedback, corrections.

extension CallEvent {
  /// The call was documented: who, why, steps, result.
  public struct Documented: EventPayload {
    public var disposition = Code()
    public var steps: [String] = []
    public var summary: String?
    public var agent: AgentID?

    public static let type = EventType(
      "call.documented", 1, "The call was documented: who, why, steps, result.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "disposition", &disposition,
        "How the call came out, out of the company's list.")
      fields.list("steps", &steps, .personal.text(4096), "What was done, step by step.")
      fields.optional("summary", &summary, .personal.text(16384), "The call in a few sentences.")
      fields.optional("agent", &agent, "Who documented it.")
    }
  }

  /// The customer was asked for feedback.
  public struct FeedbackRequested: EventPayload {
    public var scale: FeedbackScale?
    public var channel: Code?

    public static let type = EventType(
      "call.feedback_requested", 1, "The customer was asked for feedback.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("scale", &scale, "The scale asked for; missing: any.")
      fields.optional("channel", &channel, "How the customer was asked.")
    }
  }

  /// The customer gave feedback.
  public struct Feedback: EventPayload {
    public var score = Int64()
    public var scale = FeedbackScale()
    public var comment: String?

    public static let type = EventType("call.feedback", 1, "The customer gave feedback.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("score", &score, .range(0...10), "The score, within its scale.")
      fields.required("scale", &scale, "The scale of the score.")
      fields.optional("comment", &comment, .personal.text(16384), "What the customer added.")
    }
  }

  /// The customer gave no feedback.
  public struct FeedbackDeclined: EventPayload {
    public static let type = EventType(
      "call.feedback_declined", 1, "The customer gave no feedback.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// What an earlier event of this call says was corrected. Events are never edited: folds that use
  /// the field take the newest correction.
  public struct Corrected: EventPayload {
    public var position: Int64?
    public var field = Code()
    public var code: Code?
    public var text: String?
    public var reason = Code()

    public static let type = EventType(
      "call.corrected", 1, "What an earlier event of this call says was corrected.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional(
        "position", &position, .range(1...FieldRules.integerMax),
        "The position of the event that was wrong.")
      fields.required("field", &field, "What was wrong, for example `disposition`.")
      fields.optional("code", &code, "The right value, where it is a word of a list.")
      fields.optional(
        "text", &text, .personal.text(16384),
        "The right value, where it is free text.")
      fields.required("reason", &reason, "Why it was corrected.")
    }
  }
}
