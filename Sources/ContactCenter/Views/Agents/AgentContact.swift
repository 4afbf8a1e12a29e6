/// A call that an agent has something to do with at the moment.
public struct AgentContact: Payload {
  public var call = CallID()
  public var queue: QueueID?
  public var activity = AgentActivity.ringing
  public var since = Timestamp()

  public init() {}

  public init(call: CallID, queue: QueueID?, activity: AgentActivity, since: Timestamp) {
    self.call = call
    self.queue = queue
    self.activity = activity
    self.since = since
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.optional("queue", &queue, "The queue that it came from.")
    fields.required("activity", &activity, "What the agent does with it.")
    fields.required("since", &since, "Since when.")
  }
}
