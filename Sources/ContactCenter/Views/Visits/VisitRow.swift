/// One visit of a call to a queue, open or finished; or a hang-up in the menu, which is none.
///
/// Reports are folds of these rows. A visit belongs to the time at which its call was *received*
/// (its cohort): a call of 23:59:56 that is queued at 00:00:02 counts for the day on which it came
/// in. `enqueuedAt` is kept beside it for reports by the time of queueing.
public struct VisitRow: ViewRow {
  /// How a visit stands.
  public enum Outcome: String, Choice {
    /// The call waits, or rings an agent.
    case waiting
    case answered
    /// The caller hung up while waiting.
    case abandoned
    /// It left by another exit: see `cause`.
    case exited
    /// The caller hung up in the menu: counted apart, never as a visit.
    case menu
  }

  /// Missing for a hang-up in a menu that leads to no known queue.
  public var queue: QueueID?
  public var call = CallID()
  public var receivedAt = Timestamp()
  public var enqueuedAt = Timestamp()
  public var leftAt: Timestamp?
  public var outcome = Outcome.waiting
  public var cause: String?
  /// How long it waited: what the source says, or else by the clocks, never below zero.
  public var waitMilliseconds: Int64?
  /// How long it waited by the clocks of its first and last event; negative where they disagree.
  public var clockWaitMilliseconds: Int64?
  public var agent: AgentID?
  public var position: Int64 = 0

  public init() {}

  /// The key under which rows sort by the call's time of arrival, then by position.
  public var key: String { CohortKey.make(receivedAt: receivedAt, position: UInt64(position)) }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.optional("queue", &queue, "The queue, if one is known.")
    fields.required("call", &call, "The call.")
    fields.required("receivedAt", &receivedAt, "When the call came in.")
    fields.required("enqueuedAt", &enqueuedAt, "When it entered the queue.")
    fields.optional("leftAt", &leftAt, "When it left the queue.")
    fields.required("outcome", &outcome, "How the visit stands.")
    fields.optional("cause", &cause, "Why it left, where it was neither answered nor abandoned.")
    fields.optional("waitMilliseconds", &waitMilliseconds, "How long it waited.")
    fields.optional(
      "clockWaitMilliseconds", &clockWaitMilliseconds,
      .range(-FieldRules.integerMax...FieldRules.integerMax),
      "How long it waited by the clocks.")
    fields.optional("agent", &agent, "Who answered.")
    fields.required("position", &position, "The position of the event that opened it.")
  }
}
