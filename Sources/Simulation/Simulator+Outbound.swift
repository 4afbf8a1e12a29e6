import ContactCenter

// Calls out: agents dial, or a dialler does; the called side picks up, or does not.

extension Simulator {
  /// Places a call.
  ///
  /// - Parameters:
  ///   - agent: who dials; nil: a dialler, which queues whoever picks up.
  ///   - queue: whose agents it is for.
  @discardableResult
  mutating func place(
    _ purpose: CallPurpose, to customer: Int, by agent: AgentID?, queue: Int,
    _ fill: (inout CallEvent.Placed) -> Void
  ) -> CallID {
    callCount += 1
    let id = CallID("\(tag)-\(callCount)")
    var placed = CallEvent.Placed {
      $0.purpose = purpose
      $0.to = Invention.number(customer)
      $0.agent = agent
    }
    fill(&placed)
    var call = OpenCall(id: id, customer: customer, queue: queue)
    call.purpose = purpose
    call.place = .dialling(agent)
    call.isIdentified = placed.customer != nil
    calls[id] = call
    if let agent { agents[agent]?.activity = .busy }
    emit(.placed(placed), of: id, by: agent.map { actor($0) } ?? Actor(kind: .system))
    plan(.pickUp(id), in: random.number(in: 3_000...25_000))
    return id
  }

  /// What comes of the ringing.
  mutating func pickUp(_ id: CallID) {
    guard let call = calls[id], case .dialling(let agent) = call.place else { return }
    switch random.number(in: 1...100) {
    case 1...10: fail(call, agent, .busy)
    case 11...28: fail(call, agent, .noAnswer)
    case 29...31: fail(call, agent, .rejected)
    case 32...33: fail(call, agent, .invalid)
    case 34: fail(call, agent, .network)
    case 35...44: answer(call, agent, by: .machine)
    default: answer(call, agent, by: .person)
    }
  }

  private mutating func fail(_ call: OpenCall, _ agent: AgentID?, _ cause: ConnectFailureCause) {
    emit(.connectFailed(.init { $0.cause = cause }), of: call.id)
    calls[call.id] = nil
    tryAgainLater(call)
    if let agent { becomeFree(agent) }
  }

  private mutating func answer(_ call: OpenCall, _ agent: AgentID?, by callee: CalleeKind) {
    emit(.calleeAnswered(.init { $0.by = callee }), of: call.id)
    if callee == .machine { tryAgainLater(call) }
    switch (callee, agent) {
    case (.person, let agent?): converse(call.id, agent)
    case (.person, nil): enqueue(call.id)
    case (.machine, let agent?):
      calls[call.id]?.place = .talking(agent)
      // A promise is not kept by speaking to a machine.
      calls[call.id]?.promise = nil
      say(.leaveMessage, to: call.id, agent, at: random.number(in: 8_000...20_000))
    case (.machine, nil):
      emit(.ended(.init { $0.by = .system }), of: call.id)
      calls[call.id] = nil
    }
  }

  /// What was promised is tried three times.
  private mutating func tryAgainLater(_ call: OpenCall) {
    guard let promise = call.callbackOf, promise.tries < 3 else { return }
    plan(
      .callBack(promise.call, customer: call.customer, tries: promise.tries),
      in: random.number(in: 600_000...1_800_000))
  }

  // MARK: Calls back

  /// A caller who waits would rather be called back.
  mutating func askForCallback(_ id: CallID, _ visit: Int) {
    guard let call = calls[id], call.visit == visit, call.place == .waiting else { return }
    let delay = random.number(in: 600_000...3_600_000)
    let customer = Actor(kind: .customer)
    emit(
      .callbackRequested(
        .init {
          $0.due = now.adding(milliseconds: delay)
          $0.to = Invention.number(call.customer)
          $0.queue = queues[call.queue].id
        }), of: id, by: customer)
    emit(.queueExited(.init { $0.cause = .callback }), of: id, by: customer)
    emit(.ended(.init { $0.by = .customer }), of: id, by: customer)
    waiting[call.queue].removeAll { $0 == id }
    calls[id] = nil
    plan(.callbackDue(id), in: delay)
    plan(.callBack(id, customer: call.customer, tries: 0), in: delay + 1_000)
  }

  mutating func callbackFallsDue(_ id: CallID) {
    if settings.playsClock { emit(.callbackDue(.init()), of: id, by: Self.clock) }
  }

  mutating func callBack(_ original: CallID, _ customer: Int, _ tries: Int) {
    guard let agent = idleAgent() else {
      return plan(.callBack(original, customer: customer, tries: tries), in: 120_000)
    }
    let id = place(.callback, to: customer, by: agent, queue: queueOf(agent)) {
      $0.callbackOf = original
    }
    calls[id]?.callbackOf = (original, tries + 1)
  }

  /// Who has been idle longest and has nothing else in mind.
  func idleAgent() -> AgentID? {
    agentOrder.compactMap { agents[$0] }.filter { isFree($0) }
      .min { ($0.idleSince, $0.id) < ($1.idleSince, $1.id) }?.id
  }

  func queueOf(_ agent: AgentID) -> Int {
    queues.firstIndex { agents[agent]?.queues.first == $0.id } ?? 0
  }
}
