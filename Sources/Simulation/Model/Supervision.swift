import ContactCenter

/// What the supervisor of the simulated contact center has on the desk: procedures, articles,
/// reviews, skills, as the domain itself sees them, so that nothing is proposed that it refuses.
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

  /// Takes an event up if the domain accepts it.
  mutating func accepts(_ event: Event, _ stream: StreamName, by actor: Actor) -> Bool {
    guard var aggregate = aggregates[stream] ?? Aggregate(stream: stream),
      case .accept = aggregate.decide(event, by: actor, as: .command, on: Floor())
    else { return false }
    aggregate.evolve(event, at: Timestamp(), position: 0)
    aggregates[stream] = aggregate
    return true
  }

  func procedure(_ stream: StreamName) -> Int64 {
    if case .policy(let procedure)? = aggregates[stream] { procedure.version } else { 0 }
  }

  func article(_ stream: StreamName) -> Int64 {
    if case .knowledge(let article)? = aggregates[stream] { article.version } else { 0 }
  }

  func form(_ stream: StreamName) -> ReviewForm? {
    if case .quality(let form)? = aggregates[stream] { form } else { nil }
  }
}
