/// What a strategy looks at in each agent who could take a call.
struct RoutingMeasure {
  var queue: QueueID
  var strategy: RoutingStrategy
  var needs: [SkillRequirement]
  /// Whom the queue chose last.
  var lastAgent: AgentID?
  var now: Timestamp

  /// The candidates for a call: who could take it, and how each scores.
  ///
  /// Of more than are recorded those are left out whom the strategy would put last; for a draw,
  /// those who have been idle for the shortest time.
  func candidates(
    _ eligible: [RoutingAgentRow], for row: WaitingCallRow
  ) -> [RoutingCandidate] {
    let scores = scores(of: eligible)
    let candidates = zip(eligible, scores).map { agent, score in
      RoutingCandidate {
        $0.agent = agent.desk.agent
        $0.score = score
        $0.idleSince = agent.idleSince
        $0.penalty = agent.membership(in: queue).flatMap { $0.penalty > 0 ? $0.penalty : nil }
        $0.misses = row.miss(by: agent.desk.agent)?.times
      }
    }
    guard candidates.count > RoutingRule.candidatesMax else { return candidates }
    let sorted = RoutingRule.order(
      candidates, by: strategy == .weightedRandom ? .longestIdle : strategy, seed: nil)
    return Array(sorted.prefix(RoutingRule.candidatesMax))
  }

  /// The scores of agents in their order; nil where the strategy goes by idle time alone, or draws.
  private func scores(of agents: [RoutingAgentRow]) -> [Int64?] {
    switch strategy {
    case .external, .longestIdle, .ringAll, .weightedRandom: agents.map { _ in nil }
    case .roundRobin: places(of: agents)
    case .fewestCalls: agents.map { $0.answered }
    case .leastTalk: agents.map { $0.talkMilliseconds }
    case .linear: agents.map { $0.membership(in: queue)?.position }
    case .skills: agents.map { Int64(needs.count) * 10 - $0.fit(needs, at: now) }
    }
  }

  /// The places of agents in a round by their names that begins behind the one chosen last.
  private func places(of agents: [RoutingAgentRow]) -> [Int64?] {
    let names = agents.map(\.desk.agent)
    let sorted = names.sorted()
    let start = lastAgent.flatMap { last in sorted.firstIndex { $0 > last } } ?? 0
    var places: [AgentID: Int64] = [:]
    for (index, name) in sorted.enumerated() {
      places[name] = Int64((index - start + sorted.count) % sorted.count)
    }
    return names.map { places[$0] }
  }
}
