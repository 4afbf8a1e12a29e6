/// A question of a survey, and what an answer to it may be.
public struct SurveyQuestion: Payload {
  public var question = Code()
  public var text = ""
  public var choices: [Code] = []
  public var scoreMin: Int64?
  public var scoreMax: Int64?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("question", &question, "Its name within the campaign.")
    fields.required("text", &text, .text(1024), "What is asked.")
    fields.list("choices", &choices, "The answers to choose from; none: any.")
    fields.optional("scoreMin", &scoreMin, .range(0...1_000), "The lowest score.")
    fields.optional("scoreMax", &scoreMax, .range(0...1_000), "The highest score.")
  }

  /// Whether an answer is one that the question allows.
  public func allows(choice: Code?, score: Int64?) -> Bool {
    if let choice, !choices.isEmpty, !choices.contains(choice) { return false }
    guard let score else { return true }
    return score >= scoreMin ?? 0 && score <= scoreMax ?? 1_000
  }
}
