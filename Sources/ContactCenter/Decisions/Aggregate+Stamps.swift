extension Aggregate {
  /// The queue, agent and customer that an event of this stream concerns, for its header. Ask
  /// before `evolve`, with the state in which the event was decided.
  public func stamps(for event: Event) -> Stamps {
    switch (self, event) {
    case (.call(let call), .call(let event)): call.stamps(for: event)
    case (.case(let problem), .case(let event)): problem.stamps(for: event)
    case (.campaign(let campaign), .campaign(let event)):
      Stamps(customer: campaign.customer(of: event))
    case (.agent(let agent), .agent(let event)): Stamps(queue: event.queue, agent: agent.id)
    case (.queue(let queue), _): Stamps(queue: queue.id)
    case (.customer(let customer), _): Stamps(customer: customer.id)
    case (_, .access(.recordViewed(let viewed))): Stamps(customer: viewed.customer)
    case (_, .policy(.procedureAcknowledged(let read))): Stamps(agent: read.agent)
    case (_, .knowledge(.articleAcknowledged(let read))): Stamps(agent: read.agent)
    case (.quality(let form), .quality(let event)): form.stamps(for: event)
    default: Stamps()
    }
  }
}

extension AgentEvent {
  /// The queue that the event names.
  fileprivate var queue: QueueID? {
    switch self {
    case .queueJoined(let joined): joined.queue
    case .queueLeft(let left): left.queue
    default: nil
    }
  }
}
