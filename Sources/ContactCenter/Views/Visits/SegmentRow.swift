/// One agent's part in a call: a contact that was handled, or an offer that was missed.
///
/// A call that is passed from agent to agent has a segment for each. Sorted and grouped like
/// `VisitRow`: by the time at which the call was received.
public struct SegmentRow: ViewRow {
  /// How a segment stands.
  public enum Outcome: String, Choice {
    /// The agent is still busy with it.
    case open
    /// The agent is done with it, wrap-up included.
    case handled
    /// The agent did not take the offer.
    case missed
  }

  public var agent = AgentID()
  public var queue: QueueID?
  public var call = CallID()
  public var receivedAt = Timestamp()
  /// The time at which the call entered the queue from which it was taken, or was received.
  public var enqueuedAt = Timestamp()
  public var startedAt = Timestamp()
  public var endedAt: Timestamp?
  public var outcome = Outcome.open
  /// Whether it began with the answer to a queue visit; a transfer straight to the agent does not.
  public var answersVisit = false
  /// The wait of the visit it answered.
  public var waitMilliseconds: Int64?
  public var talkMilliseconds: Int64 = 0
  public var holdMilliseconds: Int64 = 0
  public var wrapMilliseconds: Int64 = 0
  /// Whether it ended by handing the call on.
  public var isTransferred = false
  /// When the caller hung up on hold; nil: it ended otherwise, or has not ended.
  public var holdAbandonedAt: Timestamp?
  public var position: Int64 = 0

  public init() {}

  /// The key under which rows sort by the call's time of arrival, then by position.
  public var key: String { CohortKey.make(receivedAt: receivedAt, position: UInt64(position)) }

  /// Talk, hold and wrap-up together.
  public var handleMilliseconds: Int64 { talkMilliseconds + holdMilliseconds + wrapMilliseconds }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.optional("queue", &queue, "The queue that the call came from.")
    fields.required("call", &call, "The call.")
    fields.required("receivedAt", &receivedAt, "When the call came in.")
    fields.required("enqueuedAt", &enqueuedAt, "When it was queued, or came in.")
    fields.required("startedAt", &startedAt, "When the agent took it.")
    fields.optional("endedAt", &endedAt, "When the agent was done.")
    fields.required("outcome", &outcome, "How the segment stands.")
    fields.required("answersVisit", &answersVisit, "Whether it answered a queue visit.")
    fields.optional("waitMilliseconds", &waitMilliseconds, "The wait of the visit it answered.")
    fields.required("talkMilliseconds", &talkMilliseconds, "How long they talked.")
    fields.required("holdMilliseconds", &holdMilliseconds, "How long the caller was on hold.")
    fields.required("wrapMilliseconds", &wrapMilliseconds, "How long the work after it took.")
    fields.required("isTransferred", &isTransferred, "Whether the agent handed the call on.")
    fields.optional("holdAbandonedAt", &holdAbandonedAt, "When the caller hung up on hold.")
    fields.required("position", &position, "The position of the event that opened it.")
  }
}
