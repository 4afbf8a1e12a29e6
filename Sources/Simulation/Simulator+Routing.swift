import ContactCenter

// Who gets which call: the longest idle agent, the call with the highest score.

extension Simulator {
  /// What a step of priority is worth in waiting time: a real bank gives 90 s.
  static let priorityCredit: Int64 = 90_000
  /// The candidates that a decision names.
  private static let candidatesMax = 5

  /// Offers a waiting call to an agent, if one is free.
  mutating func offer(_ id: CallID) {
    guard let call = calls[id], call.place == .waiting else { return }
    let free = agentOrder.compactMap { agents[$0] }
      .filter { isFree($0) && $0.queues.contains(queues[call.queue].id) }
      .sorted { ($0.idleSince, $0.id) < ($1.idleSince, $1.id) }
    guard let chosen = free.first else { return }
    ring(id, chosen.id, candidates: free)
  }

  /// Gives a free agent the call with the highest score out of their queues.
  mutating func offerWork(to id: AgentID) {
    guard let agent = agents[id], isFree(agent) else { return }
    var best: (call: CallID, score: Int64)?
    for (index, queue) in queues.enumerated() where agent.queues.contains(queue.id) {
      for call in waiting[index].compactMap({ calls[$0] }) {
        let score = self.score(of: call)
        if score > best?.score ?? .min { best = (call.id, score) }
      }
    }
    if let best { ring(best.call, id, candidates: [agent]) }
  }

  private func score(of call: OpenCall) -> Int64 {
    now.millisecondsSince(call.queuedSince) + call.priority * Self.priorityCredit
  }

  func isFree(_ agent: AgentDay) -> Bool {
    agent.activity == .idle && agent.restingUntil <= now && agent.wish == nil
  }

  private mutating func ring(_ id: CallID, _ agent: AgentID, candidates: [AgentDay]) {
    guard let call = calls[id] else { return }
    waiting[call.queue].removeAll { $0 == id }
    calls[id]?.place = .ringing(agent)
    agents[agent]?.activity = .ringing
    emit(
      .routed(
        .init {
          $0.target = .agents
          $0.ids = [Code(agent.rawValue)]
          $0.strategy = .longestIdle
          $0.ruleVersion = 1
          $0.score = score(of: call)
          $0.candidates = candidates.prefix(Self.candidatesMax).map { candidate in
            RoutingCandidate {
              $0.agent = candidate.id
              $0.idleSince = candidate.idleSince
            }
          }
        }), of: id)
    emit(
      .offered(
        .init {
          $0.agent = agent
          $0.ringMillisecondsMax = 20_000
        }), of: id)
    let answers = !random.happens(0.04)
    plan(
      .endRinging(id, agent, visit: call.visit, answers: answers),
      in: answers ? random.number(in: 1_500...9_000) : 20_000)
  }

  mutating func endRinging(_ id: CallID, _ agent: AgentID, _ visit: Int, _ answers: Bool) {
    guard let call = calls[id], call.visit == visit, call.place == .ringing(agent) else { return }
    guard answers else {
      miss(id, agent)
      return
    }
    emit(
      .answered(.init { $0.agent = agent }), of: id,
      by: Actor(kind: .agent, id: agent.rawValue))
    converse(id, agent)
  }

  /// The call waits on with its first time of entry; the agent is left alone for a while.
  private mutating func miss(_ id: CallID, _ agent: AgentID) {
    guard let call = calls[id] else { return }
    emit(
      .offerMissed(
        .init {
          $0.agent = agent
          $0.ringMilliseconds = 20_000
        }), of: id)
    calls[id]?.place = .waiting
    waiting[call.queue].insert(id, at: 0)
    agents[agent]?.restingUntil = now.adding(milliseconds: 30_000)
    becomeFree(agent)
    plan(.seeWhoIsFree(agent), in: 30_000)
    offer(id)
  }
}
