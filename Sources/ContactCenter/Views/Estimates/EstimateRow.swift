/// An estimate of a wait that a caller was given, and what the wait then was.
public struct EstimateRow: ViewRow {
  /// What became of the wait.
  public enum Outcome: String, Choice {
    /// It goes on.
    case waiting
    /// An agent answered: the estimate can be graded.
    case answered
    /// The caller hung up, or the call left the queue: how long it would have been is not known.
    case left
  }

  public var queue = QueueID()
  public var call = CallID()
  public var estimatedAt = Timestamp()
  public var estimateMilliseconds: Int64 = 0
  public var ahead: Int64 = 0
  public var agents: Int64 = 0
  public var handleMilliseconds: Int64 = 0
  public var samples: Int64 = 0
  public var outcome = Outcome.waiting
  /// From the estimate to the end of the wait.
  public var waitMilliseconds: Int64?
  public var position: Int64 = 0

  public init() {}

  /// The key under which rows sort by time.
  public var key: String { CohortKey.make(receivedAt: estimatedAt, position: UInt64(position)) }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("queue", &queue, "The queue.")
    fields.required("call", &call, "The call.")
    fields.required("estimatedAt", &estimatedAt, "When the caller was told.")
    fields.required("estimateMilliseconds", &estimateMilliseconds, "What the caller was told.")
    fields.required("ahead", &ahead, "The calls that would be answered before.")
    fields.required("agents", &agents, "The agents who were there.")
    fields.required("handleMilliseconds", &handleMilliseconds, "The mean time of handling.")
    fields.required("samples", &samples, "The calls of which that was the mean.")
    fields.required("outcome", &outcome, "What became of the wait.")
    fields.optional("waitMilliseconds", &waitMilliseconds, "How long it was from then on.")
    fields.required("position", &position, "The position of the estimate.")
  }
}

/// The estimates of a call whose wait goes on.
struct OpenEstimatesRow: ViewRow {
  var estimates: [EstimateRow] = []

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.objects("estimates", &estimates, .count(1_000), "Its estimates in this wait.")
  }
}
