/// Where a call came from: what every visit and segment of it has in common.
public struct ContactOrigin: Sendable, Equatable {
  public var call = CallID()
  /// When the call came in or was placed; its first event where the log begins in its middle.
  public var receivedAt = Timestamp()
  public var isOutbound = false
  /// The queue that the call is meant for, where the source knows it before the call is queued.
  public var queueHint: QueueID?

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("receivedAt", &receivedAt, "When it came in.")
    fields.required("isOutbound", &isOutbound, "Whether it was placed by the contact center.")
    fields.optional("queueHint", &queueHint, "The queue that it is meant for.")
  }
}
