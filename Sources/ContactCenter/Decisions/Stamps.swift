/// The queue, agent and customer that an event concerns: what filters by them compare with.
public struct Stamps: Sendable, Equatable {
  public var queue: QueueID?
  public var agent: AgentID?
  public var customer: CustomerID?

  public init(queue: QueueID? = nil, agent: AgentID? = nil, customer: CustomerID? = nil) {
    self.queue = queue
    self.agent = agent
    self.customer = customer
  }
}
