/// An agent's working day: sessions, presence, shifts, the queues they serve, the skills they have.
///
/// What calls make an agent do is not here but on the `Floor`. What a switch reports is always
/// accepted: it may log an agent in twice.
public struct Agent: Sendable, Equatable {
  public let id: AgentID
  public private(set) var hasBegun = false
  public private(set) var isInSession = false
  public private(set) var presence = Presence.offline
  public private(set) var queues: Set<QueueID> = []
  /// What was granted and not revoked, certified or not any more.
  public private(set) var skills: Set<Code> = []
  public private(set) var schedule = Schedule()

  public init(id: AgentID) {
    self.id = id
  }

  /// The state's name: the presence, or `LoggedOff`; `New` before the first event.
  public var state: String {
    guard hasBegun else { return "New" }
    return presence == .offline && !isInSession ? "LoggedOff" : presence.rawValue
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: AgentEvent) {
    hasBegun = true
    switch event {
    case .registered: break
    case .sessionStarted: isInSession = true
    case .sessionEnded:
      isInSession = false
      presence = .offline
    case .presenceChanged(let changed): presence = changed.presence
    case .queueJoined(let joined): queues.insert(joined.queue)
    case .queueLeft(let left): queues.remove(left.queue)
    case .shiftScheduled(let scheduled): schedule.add(scheduled)
    case .shiftCancelled(let cancelled): schedule.remove(cancelled.shift)
    case .trainingCompleted: break
    case .skillGranted(let granted): skills.insert(granted.skill)
    case .skillRevoked(let revoked): skills.remove(revoked.skill)
    }
  }

  /// Decides on a proposed event. Presence may be chosen without a session: not every contact
  /// center records them.
  public func decide(
    _ proposed: AgentEvent, by actor: Actor, as kind: ProposalKind, on floor: Floor
  ) -> Decision {
    guard kind == .command, let reason = brokenRule(proposed, by: actor, on: floor) else {
      return .accept([.agent(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state, allowed: allowedTypes(by: actor, on: floor),
        detail: "\(proposed.type.name) is refused: \(reason.rawValue)."))
  }

  /// What an event of this agent means for calls: who ends the session has left the work after
  /// them, whether or not it was said. Otherwise it would go on until the next session.
  func echoes(of event: AgentEvent, on floor: Floor) -> [(stream: StreamName, event: Event)] {
    guard case .sessionEnded = event else { return [] }
    let left = floor.desk(of: id).tasks.filter { $0.kind == .wrappingUp }
    let ended = CallEvent.WrapEnded { $0.agent = id }
    return left.map { (StreamName(.call, $0.call.rawValue), .call(.wrapEnded(ended))) }
  }

  private func brokenRule(
    _ event: AgentEvent, by actor: Actor, on floor: Floor
  ) -> Rejection.Reason? {
    if let reason = misfit(event, on: floor) { return reason }
    if actor.kind == .agent, isQualification(event) { return .notForAgents }
    switch event {
    case .queueLeft(let left): return queues.contains(left.queue) ? nil : .notInQueue
    case .shiftScheduled(let scheduled): return schedule.misfit(scheduled)
    case .shiftCancelled(let cancelled): return schedule.misfit(cancelled)
    case .skillRevoked(let revoked): return skills.contains(revoked.skill) ? nil : .notSkilled
    default: return nil
    }
  }

  private func misfit(_ event: AgentEvent, on floor: Floor) -> Rejection.Reason? {
    switch event {
    case .sessionStarted where isInSession: .alreadyInSession
    case .sessionEnded where !isInSession: .notInSession
    case .sessionEnded where floor.desk(of: id).isOnCall: .agentOnCall
    case .queueLeft where queues.isEmpty: .notInQueue
    case .shiftCancelled where schedule.isEmpty: .notScheduled
    case .skillRevoked where skills.isEmpty: .notSkilled
    default: nil
    }
  }

  private func allowedTypes(by actor: Actor, on floor: Floor) -> [String] {
    AgentEvent.all.filter { event in
      misfit(event, on: floor) == nil && (actor.kind != .agent || !isQualification(event))
    }.map(\.type.name)
  }

  /// What others say of an agent's abilities.
  private func isQualification(_ event: AgentEvent) -> Bool {
    switch event {
    case .trainingCompleted, .skillGranted, .skillRevoked: true
    default: false
    }
  }
}
