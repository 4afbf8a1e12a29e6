// The review form that comes with the program.

extension ReviewForm {
  /// What makes a call a good experience: open questions, listening, patience, politeness, empathy,
  /// use of the name, choices, positive words; each 0 (not at all) to 4 (always).
  public static let standardItems: [FormItem] = [
    item("open_questions", "Did the agent ask open questions?"),
    item("listening", "Did the agent listen, and sum up what was said?"),
    item("patience", "Did the agent let the customer finish, without haste?"),
    item("politeness", "Was the agent polite throughout?"),
    item("empathy", "Did the agent show that they understand how the customer feels?"),
    item("name_used", "Did the agent use the customer's name?"),
    item("choices", "Did the agent offer the customer choices?"),
    item("positive_words", "Did the agent say what can be done, not what cannot?"),
  ]

  private static func item(_ name: String, _ question: String) -> FormItem {
    FormItem {
      $0.item = Code(name)
      $0.question = question
      $0.pointsMax = 4
    }
  }
}
