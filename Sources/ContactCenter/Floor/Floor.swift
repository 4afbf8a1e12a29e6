/// The agents at work, one desk each: a fold of the events of agents and calls.
///
/// The rules on agents are checked against it. It needs nothing but the events and their streams,
/// so that it can be stored as desks, put back, and folded on. Cost: two look-ups an event of a
/// call.
public struct Floor: Sendable, Equatable {
  private var desksByAgent: [AgentID: AgentDesk] = [:]
  /// The agents with a part in a call; derived from the desks.
  private var agentsByCall: [CallID: [AgentID]] = [:]
  private var changedAgents: Set<AgentID> = []

  public init() {}

  /// A floor as it was stored.
  public init(desks: [AgentDesk]) {
    for desk in desks {
      desksByAgent[desk.agent] = desk
      for task in desk.tasks { note(desk.agent, on: task.call) }
    }
  }

  /// An agent's desk; a blank one, offline, for an agent of whom nothing is known.
  public func desk(of agent: AgentID) -> AgentDesk {
    if let desk = desksByAgent[agent] { return desk }
    var desk = AgentDesk()
    desk.agent = agent
    return desk
  }

  /// All desks in the order of their agents.
  public var desks: [AgentDesk] { desksByAgent.values.sorted { $0.agent < $1.agent } }

  /// The desks that have changed since the last call, in the order of their agents.
  public mutating func takeChanged() -> [AgentDesk] {
    let agents = changedAgents.sorted()
    changedAgents = []
    return agents.map(desk(of:))
  }

  /// Folds an event that has been accepted; those of other streams than agents and calls change
  /// nothing.
  public mutating func apply(_ event: Event, of stream: StreamName, at time: Timestamp) {
    switch event {
    case .agent(let event): apply(event, of: AgentID(stream.id), at: time)
    case .call(let event): apply(event, of: CallID(stream.id), at: time)
    case .case, .campaign, .queue, .customer, .source, .access, .keys, .security: break
    case .policy, .knowledge, .quality: break
    }
  }
}

// MARK: Agents

extension Floor {
  private mutating func apply(_ event: AgentEvent, of agent: AgentID, at time: Timestamp) {
    change(agent) { desk in
      switch event {
      case .sessionStarted: desk.sessionSince = time
      case .sessionEnded(let ended):
        desk.sessionSince = nil
        desk.choose(.offline, ended.reason, at: time)
      case .presenceChanged(let changed): desk.choose(changed.presence, changed.reason, at: time)
      case .registered, .queueJoined, .queueLeft, .shiftScheduled, .shiftCancelled: break
      case .trainingCompleted, .skillGranted, .skillRevoked: break
      }
    }
  }

  private mutating func change(_ agent: AgentID, _ body: (inout AgentDesk) -> Void) {
    var blank = AgentDesk()
    blank.agent = agent
    body(&desksByAgent[agent, default: blank])
    changedAgents.insert(agent)
  }
}

extension AgentDesk {
  fileprivate mutating func choose(_ presence: Presence, _ reason: Code?, at time: Timestamp) {
    if presence != self.presence || presenceSince == nil { presenceSince = time }
    self.presence = presence
    presenceReason = reason
  }
}

// MARK: Calls

extension Floor {
  private mutating func apply(_ event: CallEvent, of call: CallID, at time: Timestamp) {
    switch event {
    case .offered(let offered): begin(.ringing, offered.agent, call, at: time)
    case .offerMissed(let missed): drop(.ringing, of: missed.agent, call)
    case .offerRescinded(let rescinded): drop(.ringing, of: rescinded.agent, call)
    case .answered(let answered): answer(answered.agent, call, at: time)
    case .placed(let placed):
      if let agent = placed.agent { begin(.dialling, agent, call, at: time) }
    case .calleeAnswered: turn(.dialling, to: .talking, call, at: time)
    case .held: turn(.talking, to: .holding, call, at: time)
    case .resumed: turn(.holding, to: .talking, call, at: time)
    case .transferred(let transferred):
      endTalk(call, wrapUpSince: transferred.wrapMilliseconds == nil ? time : nil)
    case .ended(let ended):
      dropAll(.ringing, call)
      endTalk(call, wrapUpSince: ended.wrapMilliseconds == nil ? time : nil)
    case .connectFailed: dropAll(.dialling, call)
    case .queueExited, .abandoned: dropAll(.ringing, call)
    case .wrapEnded(let wrap):
      if let agent = wrap.agent ?? lastToWrapUp(call) { drop(.wrappingUp, of: agent, call) }
    default: break
    }
  }

  private mutating func answer(_ agent: AgentID, _ call: CallID, at time: Timestamp) {
    drop(.ringing, of: agent, call)
    // Whoever takes a call has left the work after the one before, whether or not it was said.
    for task in desk(of: agent).tasks where task.kind == .wrappingUp {
      drop(.wrappingUp, of: agent, task.call)
    }
    begin(.talking, agent, call, at: time)
  }

  private mutating func begin(
    _ kind: DeskTask.Kind, _ agent: AgentID, _ call: CallID, at time: Timestamp
  ) {
    change(agent) { desk in
      guard !desk.tasks.contains(where: { $0.call == call && $0.kind == kind }) else { return }
      desk.tasks.append(
        DeskTask {
          $0.call = call
          $0.kind = kind
          $0.since = time
        })
    }
    note(agent, on: call)
  }

  private mutating func turn(
    _ kind: DeskTask.Kind, to next: DeskTask.Kind, _ call: CallID, at time: Timestamp
  ) {
    for agent in agentsByCall[call] ?? [] where has(kind, agent, call) {
      drop(kind, of: agent, call)
      begin(next, agent, call, at: time)
    }
  }

  /// Ends talk, hold and dialling.
  ///
  /// - Parameter time: when wrap-up begins; nil where the source says that it is over already.
  private mutating func endTalk(_ call: CallID, wrapUpSince time: Timestamp?) {
    guard let agents = agentsByCall[call] else { return }
    for agent in agents {
      for kind in [DeskTask.Kind.talking, .holding] where has(kind, agent, call) {
        drop(kind, of: agent, call)
        if let time { begin(.wrappingUp, agent, call, at: time) }
      }
      drop(.dialling, of: agent, call)
    }
  }

  private mutating func dropAll(_ kind: DeskTask.Kind, _ call: CallID) {
    guard let agents = agentsByCall[call] else { return }
    for agent in agents { drop(kind, of: agent, call) }
  }

  private mutating func drop(_ kind: DeskTask.Kind, of agent: AgentID, _ call: CallID) {
    guard has(kind, agent, call) else { return }
    change(agent) { desk in
      desk.tasks.removeAll { $0.call == call && $0.kind == kind }
    }
    guard !desk(of: agent).tasks.contains(where: { $0.call == call }) else { return }
    agentsByCall[call]?.removeAll { $0 == agent }
    if agentsByCall[call]?.isEmpty == true { agentsByCall[call] = nil }
  }

  private func has(_ kind: DeskTask.Kind, _ agent: AgentID, _ call: CallID) -> Bool {
    desksByAgent[agent]?.tasks.contains { $0.call == call && $0.kind == kind } ?? false
  }

  /// Whose wrap-up on a call began last.
  private func lastToWrapUp(_ call: CallID) -> AgentID? {
    (agentsByCall[call] ?? [])
      .compactMap { agent in
        desk(of: agent).tasks.first { $0.call == call && $0.kind == .wrappingUp }
          .map { (since: $0.since, agent: agent) }
      }
      .max { $0 < $1 }?.agent
  }

  private mutating func note(_ agent: AgentID, on call: CallID) {
    if agentsByCall[call]?.contains(agent) != true {
      agentsByCall[call, default: []].append(agent)
    }
  }
}
