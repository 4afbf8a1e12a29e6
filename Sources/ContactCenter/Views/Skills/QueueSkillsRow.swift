/// What a queue's calls need, and who can do it by level; readers compare the dates with theirs.
public struct QueueSkillsRow: ViewRow {
  public var queue = QueueID()
  public var needs: [SkillRequirement] = []
  public var agents: [QualifiedAgent] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("queue", &queue, "The queue.")
    fields.objects("needs", &needs, .count(16), "All that an agent needs.")
    fields.objects("agents", &agents, .count(100_000), "Who may take its calls, until when.")
  }
}
