import ContactCenter

// The house opens; agents come, take breaks, go home and come back.

extension Simulator {
  /// Configures and opens the queues, and lets the agents come in.
  mutating func open() {
    for queue in queues {
      let stream = StreamName(.queue, queue.id.rawValue)
      let settings = QueueEvent.Configured {
        $0.name = queue.name
        $0.serviceLevelSeconds = queue.serviceLevelSeconds
        $0.serviceLevelTarget = queue.serviceLevelTarget
        $0.shortAbandonSeconds = 5
        $0.targetHandleSeconds = Int64(queue.talkSeconds) + 60
        $0.strategy = .external
        $0.ringSeconds = 20
      }
      emit(.queue(.configured(settings)), stream, Actor(kind: .operator))
      emit(.queue(.opened(.init())), stream, Actor(kind: .operator))
    }
    for index in 0..<settings.agents {
      let id = AgentID("agent-\(index + 101)")
      let own = queues[index % queues.count].id
      let other = queues[Int(random.number(in: 0...Int64(queues.count - 1)))].id
      agentOrder.append(id)
      agents[id] = AgentDay(
        id: id, name: Invention.agentName(index), queues: own == other ? [own] : [own, other],
        pace: 0.75 + random.unit() / 2)
      emit(.registered(.init { $0.name = Invention.agentName(index) }), of: id)
      comeToWork(id)
    }
  }

  mutating func comeToWork(_ id: AgentID) {
    guard let agent = agents[id] else { return }
    emit(.sessionStarted(.init { $0.device = Code("desk-" + id.rawValue.suffix(3)) }), of: id)
    emit(.presenceChanged(.init { $0.presence = .available }), of: id)
    for queue in agent.queues { emit(.queueJoined(.init { $0.queue = queue }), of: id) }
    agents[id]?.wish = nil
    planWish(of: id)
    becomeFree(id)
  }

  /// The agent has nothing to do, from now on: time for what they wished, or for the next call.
  mutating func becomeFree(_ id: AgentID) {
    agents[id]?.activity = .idle
    agents[id]?.idleSince = now
    fulfilWish(of: id)
    offerWork(to: id)
  }

  private mutating func planWish(of id: AgentID) {
    plan(.wish(id), in: Int64(random.exponential(mean: 75) * 60_000) + 600_000)
  }

  /// The agent would like a pause, or is done for the day: at once when free, else after the call.
  mutating func wish(_ id: AgentID) {
    let minutes = { (range: ClosedRange<Int64>, random: inout RandomSource) in
      random.number(in: range) * 60_000
    }
    agents[id]?.wish =
      switch random.number(in: 1...10) {
      case 1...5: .pause(.break, reason: "coffee", milliseconds: minutes(5...15, &random))
      case 6...7: .pause(.lunch, reason: "lunch", milliseconds: minutes(25...40, &random))
      case 8: .pause(.meeting, reason: "team", milliseconds: minutes(10...30, &random))
      case 9: .pause(.training, reason: "new_product", milliseconds: minutes(15...45, &random))
      default: .goHome(milliseconds: minutes(30...60, &random))
      }
    if agents[id]?.activity == .idle { fulfilWish(of: id) }
  }

  /// What the agent wished to do, now that they are free.
  private mutating func fulfilWish(of id: AgentID) {
    guard let wish = agents[id]?.wish else { return }
    agents[id]?.wish = nil
    switch wish {
    case .pause(let presence, let reason, let milliseconds):
      agents[id]?.activity = .notReady
      emit(
        .presenceChanged(
          .init {
            $0.presence = presence
            $0.reason = Code(reason)
          }), of: id)
      plan(.comeBack(id), in: milliseconds)
    case .goHome(let milliseconds):
      agents[id]?.activity = .away
      for queue in agents[id]?.queues ?? [] { emit(.queueLeft(.init { $0.queue = queue }), of: id) }
      emit(.sessionEnded(.init { $0.reason = Code("end_of_shift") }), of: id)
      plan(.comeToWork(id), in: milliseconds)
    }
  }

  mutating func comeBack(_ id: AgentID) {
    emit(.presenceChanged(.init { $0.presence = .available }), of: id)
    planWish(of: id)
    becomeFree(id)
  }
}
