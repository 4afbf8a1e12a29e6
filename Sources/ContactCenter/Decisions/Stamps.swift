/// The queue, agent and customer that an event concerns: what filters by them compare with.
package struct Stamps: Sendable, Equatable {
  package var queue: QueueID?
  package var agent: AgentID?
  package var customer: CustomerID?

  package init(queue: QueueID? = nil, agent: AgentID? = nil, customer: CustomerID? = nil) {
    self.queue = queue
    self.agent = agent
    self.customer = customer
  }
}
