// What a caller was told about the wait, so that it can be graded afterwards.

extension CallEvent {
  /// The caller was given an estimate of the wait that was still to come.
  public struct WaitEstimated: EventPayload {
    public var queue = QueueID()
    public var waitMilliseconds = Int64()
    public var ahead = Int64()
    public var agents = Int64()
    public var handleMilliseconds = Int64()
    public var samples = Int64()

    public static let type = EventType(
      "call.wait_estimated", 1, "The caller was given an estimate of the wait.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
      fields.required(
        "waitMilliseconds", &waitMilliseconds, .milliseconds, "The wait still to come.")
      fields.required(
        "ahead", &ahead, .range(0...1_000_000), "The calls that would be answered before it.")
      fields.required(
        "agents", &agents, .range(0...1_000_000), "The agents present who serve the queue.")
      fields.required(
        "handleMilliseconds", &handleMilliseconds, .milliseconds,
        "The mean time of handling that it rests on: talk, hold and wrap-up.")
      fields.required("samples", &samples, .range(0...50), "The calls of which that is the mean.")
    }
  }
}
