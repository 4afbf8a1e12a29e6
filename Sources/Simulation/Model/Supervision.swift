import ContactCenter

/// What the simulated contact center has on its desks: procedures, articles, reviews, skills,
/// customers, cases, campaigns, as the domain itself sees them, so that nothing is proposed that it
/// refuses.
struct Supervision: Sendable {
  static let actor = Actor(kind: .supervisor, id: "supervisor-1")
  /// The articles that conversations use.
  static let articlesMax = 40
  /// Finished calls from which some are chosen to be reviewed.
  private static let finishedMax = 50

  var random: RandomSource
  var aggregates: [StreamName: Aggregate] = [:]
  /// Calls that are over and documented, the newest last.
  private(set) var finished: [(call: CallID, agent: AgentID)] = []
  var articles = 0
  var coaching = 0

  init(random: RandomSource) {
    self.random = random
  }

  mutating func note(_ call: CallID, _ agent: AgentID) {
    finished.append((call, agent))
    if finished.count > Self.finishedMax { finished.removeFirst() }
  }

  /// Takes an event up if the domain accepts it as a command.
  ///
  /// - Returns: why it does not.
  mutating func refusal(
    of event: Event, _ stream: StreamName, by actor: Actor, at time: Timestamp
  ) -> Rejection? {
    guard var aggregate = aggregates[stream] ?? Aggregate(stream: stream) else { return nil }
    if case .refuse(let rejection) = aggregate.decide(
      event, by: actor, as: .command, on: Floor())
    {
      return rejection
    }
    aggregate.evolve(event, at: time, position: 0)
    aggregates[stream] = aggregate
    return nil
  }

  /// Takes up what has happened to a stream that is known here.
  mutating func note(_ event: Event, _ stream: StreamName, at time: Timestamp) {
    aggregates[stream]?.evolve(event, at: time, position: 0)
  }

  mutating func forget(_ stream: StreamName) {
    aggregates[stream] = nil
  }

  func customer(_ id: CustomerID) -> Customer? {
    if case .customer(let customer)? = aggregates[StreamName(.customer, id.rawValue)] {
      customer
    } else {
      nil
    }
  }

  func campaign(_ id: CampaignID) -> Campaign? {
    if case .campaign(let campaign)? = aggregates[StreamName(.campaign, id.rawValue)] {
      campaign
    } else {
      nil
    }
  }

  func problem(_ id: CaseID) -> Case? {
    if case .case(let problem)? = aggregates[StreamName(.case, id.rawValue)] {
      problem
    } else {
      nil
    }
  }

  func procedure(_ stream: StreamName) -> Int64 {
    if case .policy(let procedure)? = aggregates[stream] { procedure.version } else { 0 }
  }

  func article(_ stream: StreamName) -> Int64 {
    if case .knowledge(let article)? = aggregates[stream] { article.version } else { 0 }
  }

  func isPublished(_ stream: StreamName) -> Bool {
    if case .knowledge(let article)? = aggregates[stream] { article.isPublished } else { false }
  }

  func form(_ stream: StreamName) -> ReviewForm? {
    if case .quality(let form)? = aggregates[stream] { form } else { nil }
  }
}
