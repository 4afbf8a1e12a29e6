/// An agent's part in a call that the agent is not done with yet.
public struct OpenSegment: Payload {
  /// What the agent does with the call.
  public enum Phase: String, Choice {
    case talking
    case holding
    case wrapping
  }

  public var agent = AgentID()
  public var queue: QueueID?
  public var enqueuedAt = Timestamp()
  public var startedAt = Timestamp()
  public var phase = Phase.talking
  public var phaseSince = Timestamp()
  /// Whether it began with the answer to a queue visit.
  public var answersVisit = false
  public var waitMilliseconds: Int64?
  /// Finished phases only.
  public var talkMilliseconds: Int64 = 0
  public var holdMilliseconds: Int64 = 0
  public var wrapMilliseconds: Int64 = 0
  public var isTransferred = false
  /// When the caller hung up on hold; nil: it ended otherwise, or has not ended.
  public var holdAbandonedAt: Timestamp?
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.optional("queue", &queue, "The queue that the call came from.")
    fields.required("enqueuedAt", &enqueuedAt, "When the call was queued, or came in.")
    fields.required("startedAt", &startedAt, "When the agent took it.")
    fields.required("phase", &phase, "What the agent does with it.")
    fields.required("phaseSince", &phaseSince, "Since when.")
    fields.required("answersVisit", &answersVisit, "Whether it answered a queue visit.")
    fields.optional("waitMilliseconds", &waitMilliseconds, "The wait of that visit.")
    fields.required("talkMilliseconds", &talkMilliseconds, "Talk so far.")
    fields.required("holdMilliseconds", &holdMilliseconds, "Hold so far.")
    fields.required("wrapMilliseconds", &wrapMilliseconds, "Wrap-up so far.")
    fields.required("isTransferred", &isTransferred, "Whether the agent handed the call on.")
    fields.optional("holdAbandonedAt", &holdAbandonedAt, "When the caller hung up on hold.")
    fields.required("position", &position, "The position of the event that opened it.")
  }
}

extension OpenSegment {
  /// Talk, hold and wrap-up together.
  public var handleMilliseconds: Int64 { talkMilliseconds + holdMilliseconds + wrapMilliseconds }

  /// Ends the phase under way and begins another. A clock that steps back adds nothing.
  ///
  /// - Parameter sourceMilliseconds: how long the phase was by the source, which wins.
  mutating func enter(_ next: Phase, at time: Timestamp, sourceMilliseconds: Int64? = nil) {
    let length = sourceMilliseconds ?? max(0, time.millisecondsSince(phaseSince))
    switch phase {
    case .talking: talkMilliseconds += length
    case .holding: holdMilliseconds += length
    case .wrapping: wrapMilliseconds += length
    }
    phase = next
    phaseSince = time
  }
}
