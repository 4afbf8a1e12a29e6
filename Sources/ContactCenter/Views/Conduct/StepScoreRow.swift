/// How an agent's calls of one queue and week kept to the procedure, step by step.
public struct StepScoreRow: ViewRow {
  public var week = Code()
  public var agent: AgentID?
  public var queue: QueueID?
  public var tallies: [StepTally] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("week", &week, "The Monday of the week in which the calls were answered.")
    fields.optional("agent", &agent, "Whom the steps count for.")
    fields.optional("queue", &queue, "The queue; missing: calls that came from none.")
    var share = StepTally.share(of: tallies)
    fields.optional("score", &share, "The share of the steps that were met, of those that applied.")
    fields.objects("tallies", &tallies, .count(1_000), "How often each step was met.")
  }
}
