// What remains of a call: its documentation, the customer's feedback, corrections.

extension CallEvent {
  /// The call was documented: who, why, steps, result.
  package struct Documented: EventPayload {
    package var disposition = Code()
    package var steps: [String] = []
    package var summary: String?
    package var agent: AgentID?

    package static let type = EventType(
      "call.documented", 1, "The call was documented: who, why, steps, result.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "disposition", &disposition,
        "How the call came out, out of the company's list.")
      fields.list("steps", &steps, .personal.text(4096), "What was done, step by step.")
      fields.optional("summary", &summary, .personal.text(16384), "The call in a few sentences.")
      fields.optional("agent", &agent, "Who documented it.")
    }
  }

  /// The customer was asked for feedback.
  package struct FeedbackRequested: EventPayload {
    package var scale: FeedbackScale?
    package var channel: Code?

    package static let type = EventType(
      "call.feedback_requested", 1, "The customer was asked for feedback.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("scale", &scale, "The scale asked for; missing: any.")
      fields.optional("channel", &channel, "How the customer was asked.")
    }
  }

  /// The customer gave feedback.
  package struct Feedback: EventPayload {
    package var score = Int64()
    package var scale = FeedbackScale()
    package var comment: String?

    package static let type = EventType("call.feedback", 1, "The customer gave feedback.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("score", &score, .range(0...10), "The score, within its scale.")
      fields.required("scale", &scale, "The scale of the score.")
      fields.optional("comment", &comment, .personal.text(16384), "What the customer added.")
    }
  }

  /// The customer gave no feedback.
  package struct FeedbackDeclined: EventPayload {
    package static let type = EventType(
      "call.feedback_declined", 1, "The customer gave no feedback.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// What an earlier event of this call says was corrected. Events are never edited: folds that use
  /// the field take the newest correction.
  package struct Corrected: EventPayload {
    package var position: Int64?
    package var field = Code()
    package var code: Code?
    package var text: String?
    package var reason = Code()

    package static let type = EventType(
      "call.corrected", 1, "What an earlier event of this call says was corrected.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
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
