/// What is armed for one case or call, and of a call what arming needs to know.
struct DeadlineBook: ViewRow {
  /// One armed deadline: where its row is, and what it is about.
  struct Entry: Payload {
    var key = ""
    var kind = DeadlineKind.followUpDue
    var name: Code?
    var agent: AgentID?

    init() {}

    mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("key", &key, "The key of its row.")
      fields.required("kind", &kind, "What falls due.")
      fields.optional("name", &name, "The follow-up.")
      fields.optional("agent", &agent, "The agent whom it concerns.")
    }
  }

  var entries: [Entry] = []
  /// The queue whose limits hold.
  var queue: QueueID?
  /// Who talks.
  var agent: AgentID?
  /// Whether the customer has left the line.
  var isOver = false

  init() {}

  /// Whether nothing more can come of it.
  var isDone: Bool { entries.isEmpty && (isOver || (queue == nil && agent == nil)) }

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.objects("entries", &entries, .count(10_000), "What is armed.")
    fields.optional("queue", &queue, "The queue whose limits hold.")
    fields.optional("agent", &agent, "Who talks.")
    fields.required("isOver", &isOver, "Whether the customer has left the line.")
  }
}

/// The limits of a queue that fall due by the clock.
struct QueueLimitsRow: ViewRow {
  var serviceLevelSeconds: Int64?
  var targetHandleSeconds: Int64?
  var wrapSeconds: Int64?

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.optional("serviceLevelSeconds", &serviceLevelSeconds, "How long a call may wait.")
    fields.optional("targetHandleSeconds", &targetHandleSeconds, "How long a talk should take.")
    fields.optional("wrapSeconds", &wrapSeconds, "How long wrap-up may take.")
  }
}
