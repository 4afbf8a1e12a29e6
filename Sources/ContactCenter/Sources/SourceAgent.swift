/// An agent, as later events of a switch find them.
public struct SourceAgent: Payload {
  public var agent = AgentID()
  public var queues: [QueueID] = []
  public var isPresent = false
  /// When the presence last changed.
  public var latest = Timestamp()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.list("queues", &queues, .count(10_000), "The queues that the agent serves.")
    fields.required("isPresent", &isPresent, "Whether the agent is available or on a break.")
    fields.required("latest", &latest, "When that last changed.")
  }
}
