/// The procedures with all their versions, and which is in force for which queue.
struct ProcedureBook: Sendable {
  var rows = RowTable<ProcedureRow>("procedures", .published)
  /// The keys of the versions in force: follows from the rows, and is derived again after each
  /// event of a procedure.
  private var keysByQueue: [QueueID: String] = [:]
  private var generalKey: String?
  /// The event types that any step of any version names: most events say nothing to any rule.
  private var types: Set<String> = []
  /// The steps of every version, which never change; follows from the rows as well.
  private var stepsByVersion: [Version: [ProcedureStep]] = [:]

  private struct Version: Hashable {
    var policy: PolicyID
    var number: Int64
  }

  /// Folds an event of a procedure.
  mutating func apply(_ event: PolicyEvent, of recorded: RecordedEvent) {
    let policy = PolicyID(recorded.stream.id)
    switch event {
    case .procedurePublished(let published):
      end(policy, at: recorded.time)
      var row = ProcedureRow()
      row.policy = policy
      row.version = published.version
      row.title = published.title
      row.queues = published.queues
      row.isInForce = true
      row.publishedAt = recorded.time
      row.position = Int64(recorded.position)
      row.steps = published.steps
      rows.insert(row, key: row.key)
    case .procedureAcknowledged(let read):
      rows.updateIfPresent(ProcedureRow.key(policy, read.version)) { row in
        row.readBy.append(
          ArticleReading {
            $0.agent = read.agent
            $0.version = read.version
            $0.readAt = recorded.time
          })
      }
    case .procedureWithdrawn: end(policy, at: recorded.time)
    }
    derive()
  }

  private mutating func end(_ policy: PolicyID, at time: Timestamp) {
    var keys: [String] = []
    rows.forEach { key, row in if row.policy == policy, row.isInForce { keys.append(key) } }
    for key in keys {
      rows.updateIfPresent(key) { row in
        row.isInForce = false
        row.endedAt = time
      }
    }
  }

  /// Finds out what is in force. Of several procedures for the same calls the newest wins.
  mutating func derive() {
    var inForce: [ProcedureRow] = []
    types = []
    stepsByVersion = [:]
    rows.forEach { _, row in
      if row.isInForce { inForce.append(row) }
      stepsByVersion[Version(policy: row.policy, number: row.version)] = row.steps
      for step in row.steps {
        for type in step.events + [step.before].compactMap({ $0 }) { types.insert(type.rawValue) }
      }
    }
    keysByQueue = [:]
    generalKey = nil
    for row in inForce.sorted(by: { $0.position < $1.position }) {
      if row.queues.isEmpty { generalKey = row.key }
      for queue in row.queues { keysByQueue[queue] = row.key }
    }
  }

  /// Whether an event of this type can matter to any step.
  func concerns(_ type: String) -> Bool { !types.isEmpty && types.contains(type) }

  /// The version in force for calls of a queue: one for that queue before one for all calls.
  mutating func inForce(for queue: QueueID?) -> ProcedureRow? {
    guard let key = queue.flatMap({ keysByQueue[$0] }) ?? generalKey else { return nil }
    return rows.row(key)
  }

  /// The steps by which a call is scored.
  func steps(of call: CallScoreRow) -> [ProcedureStep] {
    guard let policy = call.policy, let version = call.version else { return [] }
    return stepsByVersion[Version(policy: policy, number: version)] ?? []
  }
}
