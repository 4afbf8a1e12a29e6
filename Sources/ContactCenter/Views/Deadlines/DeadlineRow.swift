/// Something that the engine's clock will append when its time comes, unless it is settled before.
///
/// The key sorts by the time at which it falls due: the first row is the next to come.
public struct DeadlineRow: ViewRow {
  public var kind = DeadlineKind.followUpDue
  public var due = Timestamp()
  /// The case, the call, or whose access is reviewed.
  public var id = ""
  /// The follow-up.
  public var name: Code?
  public var queue: QueueID?
  public var agent: AgentID?
  /// Since when the call waits or is talked.
  public var since: Timestamp?
  public var seconds: Int64?
  /// The position of the event that armed it.
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What falls due.")
    fields.required("due", &due, "When.")
    fields.required("id", &id, "The case, call or party that it is about.")
    fields.optional("name", &name, "The follow-up.")
    fields.optional("queue", &queue, "The queue whose limit it is.")
    fields.optional("agent", &agent, "The agent whom it concerns.")
    fields.optional("since", &since, "Since when the call waits or is talked.")
    fields.optional("seconds", &seconds, "The limit.")
    fields.required("position", &position, "The position of the event that armed it.")
  }
}

extension DeadlineRow {
  /// The key under which rows sort by time.
  var key: String {
    CohortKey.make(receivedAt: due, position: UInt64(position)) + "-" + kind.rawValue
      + (agent.map { "-" + $0.rawValue } ?? "")
  }

  /// The stream into which it is appended.
  public var stream: StreamName {
    switch kind {
    case .followUpDue, .followUpMissed: StreamName(.case, id)
    case .callbackDue, .serviceLevel, .handleTime, .wrapLimit: StreamName(.call, id)
    case .accessReview: StreamName(.access, id)
    }
  }

  /// The identity of its event: the same however often the clock is started.
  public var eventID: String {
    "\(stream)/\(kind.rawValue)/\(position)" + (agent.map { "/" + $0.rawValue } ?? "")
  }

  /// What has happened once it is due. Its time is `due`, however late it is recorded.
  public var event: Event {
    switch kind {
    case .followUpDue: .case(.followUpDue(.init { $0.followUp = name ?? Code() }))
    case .followUpMissed:
      .case(
        .followUpMissed(
          .init {
            $0.followUp = name ?? Code()
            $0.reason = Code("overdue")
          }))
    case .callbackDue: .call(.callbackDue(.init()))
    case .serviceLevel: .call(.thresholdCrossed(crossed(.serviceLevel)))
    case .handleTime: .call(.thresholdCrossed(crossed(.handleTime)))
    case .wrapLimit:
      .call(
        .wrapEnded(
          .init {
            $0.agent = agent
            $0.wrapMilliseconds = seconds.map { $0 * 1_000 }
          }))
    case .accessReview: .access(.reviewDue(.init()))
    }
  }

  private func crossed(_ threshold: CallThreshold) -> CallEvent.ThresholdCrossed {
    CallEvent.ThresholdCrossed {
      $0.threshold = threshold
      $0.queue = queue
      $0.agent = agent
      $0.seconds = seconds ?? 0
      $0.since = since
    }
  }
}
