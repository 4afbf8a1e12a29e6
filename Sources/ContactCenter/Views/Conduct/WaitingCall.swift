/// What is known of a call before an agent answers it.
struct WaitingCall: ViewRow {
  /// Events kept; a menu that says more is not heard.
  private static let evidenceMax = 16

  /// Whether it is known that no agent has had the call: it was followed from its first event.
  var isNew = false
  var queue: QueueID?
  /// Who dialled.
  var agent: AgentID?
  var isOutbound = false
  var evidence: [StepEvidence] = []

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("isNew", &isNew, "Whether no agent has had it.")
    fields.optional("queue", &queue, "The queue that it waits in.")
    fields.optional("agent", &agent, "Who dialled.")
    fields.required("isOutbound", &isOutbound, "Whether the contact center placed it.")
    fields.objects("evidence", &evidence, .count(Self.evidenceMax), "What has been said so far.")
  }

  mutating func note(_ recorded: RecordedEvent) {
    if evidence.count < Self.evidenceMax { evidence.append(StepEvidence(recorded)) }
  }
}
