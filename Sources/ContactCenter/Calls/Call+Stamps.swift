extension Call {
  /// The queue, agent and customer that an event of this call concerns. Ask before `evolve`: a
  /// transfer is an act of the agent who hands over.
  public func stamps(for event: CallEvent) -> Stamps {
    var stamps = Stamps(queue: queue, agent: agent, customer: customer)
    switch event {
    case .received(let received): stamps.queue = received.queue
    case .menuEntered(let entered): stamps.queue = entered.queue ?? queue
    case .placed(let placed):
      stamps.agent = placed.agent
      stamps.customer = placed.customer
    case .queued(let queued):
      stamps.queue = queued.queue
      stamps.agent = nil
    case .offered(let offered): stamps.agent = offered.agent
    case .offerMissed(let missed): stamps.agent = missed.agent
    case .offerRescinded(let rescinded): stamps.agent = rescinded.agent
    case .answered(let answered): stamps.agent = answered.agent
    case .greeted(let greeted): stamps.agent = greeted.agent ?? agent
    case .noted(let noted): stamps.agent = noted.agent ?? agent
    case .documented(let documented): stamps.agent = documented.agent ?? agent
    case .wrapEnded(let wrap): stamps.agent = wrap.agent ?? wrappingUp.last ?? agent
    case .identified(let identified): stamps.customer = identified.customer
    default: break
    }
    return stamps
  }
}
