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
        $0.targetHandleSeconds = queue.targetHandleSeconds
        $0.strategy = self.settings.playsClock ? .longestIdle : .external
        $0.estimatesWait = true
        $0.ringSeconds = 20
      }
      propose(.queue(.configured(settings)), stream, by: Actor(kind: .operator))
      propose(.queue(.opened(.init())), stream, by: Actor(kind: .operator))
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
      beginFirstShift(of: id, index)
    }
  }

  mutating func comeToWork(_ id: AgentID) {
    guard let agent = agents[id] else { return }
    emit(.sessionStarted(.init { $0.device = Code("desk-" + id.rawValue.suffix(3)) }), of: id)
    emit(.presenceChanged(.init { $0.presence = .available }), of: id)
    for queue in agent.queues { emit(.queueJoined(.init { $0.queue = queue }), of: id) }
    agents[id]?.wish = nil
    planShift(of: agent)
    becomeFree(id)
  }

  /// The agent has nothing to do, from now on: time for what they wished, or for the next call.
  mutating func becomeFree(_ id: AgentID) {
    agents[id]?.activity = .idle
    agents[id]?.idleSince = now
    fulfilWish(of: id)
    offerWork(to: id)
  }

  func planDelay(ofWish random: inout RandomSource) -> Int64 {
    Int64(random.exponential(mean: 75) * 60_000) + 600_000
  }

  /// The agent would like a pause: at once when free, else after the call. The next wish comes.
  mutating func wish(_ id: AgentID, _ shift: Int) {
    guard agents[id]?.shift == shift else { return }
    plan(.wish(id, shift: shift), in: planDelay(ofWish: &random))
    let minutes = { (range: ClosedRange<Int64>, random: inout RandomSource) in
      random.number(in: range) * 60_000
    }
    let wish: AgentDay.Wish =
      switch random.number(in: 1...10) {
      case 1...6: .pause(.break, reason: "coffee", milliseconds: minutes(5...15, &random))
      case 7: .pause(.admin, reason: "mail", milliseconds: minutes(5...20, &random))
      case 8: .pause(.meeting, reason: "team", milliseconds: minutes(10...30, &random))
      default: .pause(.training, reason: "new_product", milliseconds: minutes(15...45, &random))
      }
    take(wish, of: id)
  }

  /// What the agent is to do next; going home comes before any pause.
  mutating func take(_ wish: AgentDay.Wish, of id: AgentID) {
    guard let agent = agents[id], agent.activity != .away else { return }
    if agent.wish == nil || wish == .goHome { agents[id]?.wish = wish }
    if agent.activity == .idle { fulfilWish(of: id) }
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
    case .goHome: goHome(id)
    }
  }

  private mutating func goHome(_ id: AgentID) {
    agents[id]?.activity = .away
    for queue in agents[id]?.queues ?? [] { emit(.queueLeft(.init { $0.queue = queue }), of: id) }
    emit(.sessionEnded(.init { $0.reason = Code("end_of_shift") }), of: id)
    scheduleNextShift(of: id)
  }

  mutating func comeBack(_ id: AgentID) {
    emit(.presenceChanged(.init { $0.presence = .available }), of: id)
    becomeFree(id)
  }
}
