/// The answers to one question of a survey.
public struct QuestionTally: Payload {
  public var question = Code()
  public var text = ""
  public var answers: Int64 = 0
  public var scored: Int64 = 0
  public var scoreSum: Int64 = 0
  public var choices: [ChoiceCount] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("question", &question, "Its name within the campaign.")
    fields.required("text", &text, "What is asked.")
    fields.required("answers", &answers, "How often it was answered.")
    fields.required("scored", &scored, "Answers with a score.")
    fields.required("scoreSum", &scoreSum, "The sum of their scores.")
    var mean = Millionths(scoreSum, over: scored)
    fields.optional("scoreMean", &mean, "The mean of their scores.")
    fields.objects("choices", &choices, "How often each answer was chosen, in order.")
  }

  mutating func add(_ answer: CallEvent.SurveyAnswered) {
    answers += 1
    if let score = answer.score {
      scored += 1
      scoreSum += score
    }
    guard let choice = answer.choice else { return }
    if let index = choices.firstIndex(where: { $0.choice == choice }) {
      choices[index].count += 1
    } else if choices.count < 100 {
      choices.append(ChoiceCount(choice, count: 1))
    }
  }
}

/// How often an answer was chosen.
public struct ChoiceCount: Payload {
  public var choice = Code()
  public var count: Int64 = 0

  public init() {}

  init(_ choice: Code, count: Int64) {
    self.choice = choice
    self.count = count
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("choice", &choice, "The answer.")
    fields.required("count", &count, "How often.")
  }
}
