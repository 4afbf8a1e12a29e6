/// A call that an agent has something to do with at the moment.
package struct AgentContact: Payload {
  package var call = CallID()
  package var queue: QueueID?
  package var activity = AgentActivity.ringing
  package var since = Timestamp()

  package init() {}

  package init(call: CallID, queue: QueueID?, activity: AgentActivity, since: Timestamp) {
    self.call = call
    self.queue = queue
    self.activity = activity
    self.since = since
  }

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.optional("queue", &queue, "The queue that it came from.")
    fields.required("activity", &activity, "What the agent does with it.")
    fields.required("since", &since, "Since when.")
  }
}
