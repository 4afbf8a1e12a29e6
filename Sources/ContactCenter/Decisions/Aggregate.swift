/// The state of any one stream, so that one cache holds them all.
///
/// A new aggregate is a case here, beside its folder and its case in `Event`.
public enum Aggregate: Sendable, Equatable {
  case call(Call)
  case `case`(Case)
  case campaign(Campaign)
  case agent(Agent)
  case queue(Queue)
  case customer(Customer)
  case source(Quarantine)
  case access(AccessRight)
  case keys(RotatingKey)
  case security(SecurityMeasure)
  case policy(Procedure)
  case knowledge(Article)
  case quality(ReviewForm)

  /// The state of a stream before its first event; nil for a kind of stream that holds no events
  /// yet.
  public init?(stream: StreamName) {
    switch stream.kind {
    case .call: self = .call(Call(id: CallID(stream.id)))
    case .case: self = .case(Case(id: CaseID(stream.id)))
    case .campaign: self = .campaign(Campaign(id: CampaignID(stream.id)))
    case .agent: self = .agent(Agent(id: AgentID(stream.id)))
    case .queue: self = .queue(Queue(id: QueueID(stream.id)))
    case .customer: self = .customer(Customer(id: CustomerID(stream.id)))
    case .source: self = .source(Quarantine())
    case .access: self = .access(AccessRight(id: Code(stream.id)))
    case .keys: self = .keys(RotatingKey())
    case .security: self = .security(SecurityMeasure())
    case .policy: self = .policy(Procedure(id: PolicyID(stream.id)))
    case .knowledge: self = .knowledge(Article(id: ArticleID(stream.id)))
    case .quality: self = .quality(ReviewForm(id: FormID(stream.id)))
    }
  }

  /// The state's name, for example `Queued`.
  public var state: String {
    switch self {
    case .call(let call): call.phase.rawValue
    case .case(let problem): problem.stage.rawValue
    case .campaign(let campaign): campaign.state.rawValue
    case .agent(let agent): agent.state
    case .queue(let queue): queue.state
    case .customer(let customer): customer.state
    case .source(let quarantine): quarantine.state
    case .access(let right): right.state
    case .keys(let key): key.state
    case .security(let measure): measure.state
    case .policy(let procedure): procedure.state
    case .knowledge(let article): article.state
    case .quality(let form): form.state
    }
  }

  /// Whether little more is expected of the stream: the first to be dropped from a cache.
  public var isFinished: Bool {
    switch self {
    case .call(let call): call.isFinished
    case .case(let problem): !problem.isOpen
    case .campaign(let campaign): campaign.state == .ended
    case .customer, .access, .keys, .security: true
    case .agent, .queue, .source: false
    case .policy, .knowledge, .quality: false
    }
  }

  /// Folds an event of this stream that has been accepted; one of another kind changes nothing.
  ///
  /// - Parameters:
  ///   - time: when it happened by its source's clock.
  ///   - position: its place in the log.
  public mutating func evolve(_ event: Event, at time: Timestamp, position: UInt64) {
    guard event.streamKind == kind else { return }
    switch event {
    case .call(let event):
      guard case .call(var call) = take() else { return }
      call.evolve(event, at: time)
      self = .call(call)
    case .case(let event):
      guard case .case(var problem) = take() else { return }
      problem.evolve(event)
      self = .case(problem)
    case .campaign(let event):
      guard case .campaign(var campaign) = take() else { return }
      campaign.evolve(event, at: time)
      self = .campaign(campaign)
    case .agent(let event):
      guard case .agent(var agent) = self else { return }
      agent.evolve(event)
      self = .agent(agent)
    case .queue(let event):
      guard case .queue(var queue) = self else { return }
      queue.evolve(event)
      self = .queue(queue)
    case .customer(let event):
      guard case .customer(var customer) = self else { return }
      customer.evolve(event)
      self = .customer(customer)
    case .source(let event):
      guard case .source(var quarantine) = take() else { return }
      quarantine.evolve(event, position: position)
      self = .source(quarantine)
    case .access(let event):
      guard case .access(var right) = self else { return }
      right.evolve(event)
      self = .access(right)
    case .keys(let event):
      guard case .keys(var key) = self else { return }
      key.evolve(event)
      self = .keys(key)
    case .security(let event):
      guard case .security(var measure) = self else { return }
      measure.evolve(event)
      self = .security(measure)
    case .policy(let event):
      guard case .policy(var procedure) = take() else { return }
      procedure.evolve(event)
      self = .policy(procedure)
    case .knowledge(let event):
      guard case .knowledge(var article) = take() else { return }
      article.evolve(event)
      self = .knowledge(article)
    case .quality(let event):
      guard case .quality(var form) = take() else { return }
      form.evolve(event)
      self = .quality(form)
    }
  }

  /// The state, leaving a placeholder, so that a change in place does not copy what it holds.
  private mutating func take() -> Aggregate {
    let taken = self
    self = .access(AccessRight())
    return taken
  }

  /// Decides on an event proposed for this stream. Nothing changes.
  ///
  /// - Parameters:
  ///   - kind: whether it is wanted or reported.
  ///   - floor: the agents as they are now; only commands look at them.
  ///   - circumstances: what the proposal refers to in other streams, as `reference` asks.
  public func decide(
    _ proposed: Event, by actor: Actor, as kind: ProposalKind, on floor: Floor,
    given circumstances: Circumstances = Circumstances()
  ) -> Decision {
    switch (self, proposed) {
    case (.call(let call), .call(let event)):
      call.decide(event, by: actor, as: kind, on: floor, given: circumstances)
    case (.case(let problem), .case(let event)): problem.decide(event, by: actor)
    case (.campaign(let campaign), .campaign(let event)):
      campaign.decide(event, by: actor, isZoneKnown: circumstances.isZoneKnown)
    case (.agent(let agent), .agent(let event)):
      agent.decide(event, by: actor, as: kind, on: floor)
    case (.queue(let queue), .queue(let event)):
      queue.decide(event, as: kind, isZoneKnown: circumstances.isZoneKnown)
    case (.customer(let customer), .customer(let event)): customer.decide(event, as: kind)
    case (.source(let quarantine), .source(let event)): quarantine.decide(event)
    case (.access(let right), .access(let event)): right.decide(event, by: actor)
    case (.keys(let key), .keys(let event)): key.decide(event, by: actor)
    case (.security(let measure), .security(let event)): measure.decide(event, by: actor)
    case (.policy(let procedure), .policy(let event)): procedure.decide(event, by: actor)
    case (.knowledge(let article), .knowledge(let event)): article.decide(event, by: actor)
    case (.quality(let form), .quality(let event)): form.decide(event, by: actor)
    default: .refuse(misplaced(proposed))
    }
  }

  private func misplaced(_ event: Event) -> Rejection {
    Rejection(
      .wrongStream, state: state,
      allowed: Event.all.filter { $0.streamKind == kind }.map(\.type.name),
      detail: "\(event.type.name) belongs in a stream of kind \(event.streamKind.rawValue), "
        + "not \(kind.rawValue).")
  }

  private var kind: StreamName.Kind {
    switch self {
    case .call: .call
    case .case: .case
    case .campaign: .campaign
    case .agent: .agent
    case .queue: .queue
    case .customer: .customer
    case .source: .source
    case .access: .access
    case .keys: .keys
    case .security: .security
    case .policy: .policy
    case .knowledge: .knowledge
    case .quality: .quality
    }
  }
}
