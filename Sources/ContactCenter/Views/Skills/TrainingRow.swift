/// A training that an agent completed.
public struct TrainingRow: ViewRow {
  public var agent = AgentID()
  public var training = Code()
  public var completedAt = Timestamp()
  public var scorePercent: Int64?
  public var times: Int64 = 0
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who completed it.")
    fields.required("training", &training, "The training.")
    fields.required("completedAt", &completedAt, "When, the last time.")
    fields.optional("scorePercent", &scorePercent, "The last result, where it was graded.")
    fields.required("times", &times, "How often.")
    fields.required("position", &position, "The event that says so.")
  }
}
