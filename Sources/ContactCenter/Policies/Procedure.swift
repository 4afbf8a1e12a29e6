/// A procedure that calls have to follow: a versioned list of steps, of which the newest version is
/// in force until it is withdrawn.
///
/// What is refused is refused to everybody, since no switch reports procedures: a version that is
/// not the next one, steps without a rule, an agent's word for another agent.
public struct Procedure: Sendable, Equatable {
  public let id: PolicyID
  /// The newest version; 0 before the first.
  public private(set) var version: Int64 = 0
  public private(set) var isInForce = false
  /// Who has read the version in force.
  public private(set) var readers: Set<AgentID> = []

  public init(id: PolicyID) {
    self.id = id
  }

  /// The state's name.
  public var state: String {
    if isInForce { return "InForce" }
    return version == 0 ? "New" : "Withdrawn"
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: PolicyEvent) {
    switch event {
    case .procedurePublished(let published):
      version = published.version
      isInForce = true
      readers = []
    case .procedureAcknowledged(let acknowledged): readers.insert(acknowledged.agent)
    case .procedureWithdrawn: isInForce = false
    }
  }

  /// Decides on a proposed event, a command or a fact alike.
  public func decide(_ proposed: PolicyEvent, by actor: Actor) -> Decision {
    guard let reason = fault(of: proposed, by: actor) else { return .accept([.policy(proposed)]) }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: PolicyEvent.all.filter { mayHappen($0, by: actor) }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the procedure is \(state), "
          + "version \(version): \(reason.rawValue)."))
  }

  private func mayHappen(_ event: PolicyEvent, by actor: Actor) -> Bool {
    misfit(event) == nil && (actor.kind != .agent || isForAgents(event))
  }

  private func isForAgents(_ event: PolicyEvent) -> Bool {
    if case .procedureAcknowledged = event { true } else { false }
  }

  private func misfit(_ event: PolicyEvent) -> Rejection.Reason? {
    switch event {
    case .procedureAcknowledged where !isInForce, .procedureWithdrawn where !isInForce:
      .notPublished
    default: nil
    }
  }

  private func fault(of event: PolicyEvent, by actor: Actor) -> Rejection.Reason? {
    if let reason = misfit(event) { return reason }
    if actor.kind == .agent, !isForAgents(event) { return .notForAgents }
    switch event {
    case .procedurePublished(let published):
      return published.version == version + 1 ? fault(of: published.steps) : .versionNotNext
    case .procedureAcknowledged(let acknowledged):
      if actor.isAnother(than: acknowledged.agent) { return .notYourself }
      if acknowledged.version != version { return .versionNotCurrent }
      return readers.contains(acknowledged.agent) ? .alreadyAcknowledged : nil
    case .procedureWithdrawn: return nil
    }
  }

  private func fault(of steps: [ProcedureStep]) -> Rejection.Reason? {
    if steps.isEmpty || steps.contains(where: \.events.isEmpty) { return .stepsMissing }
    if Set(steps.map(\.step)).count != steps.count { return .stepRepeated }
    let named = steps.flatMap { $0.events + [$0.before].compactMap { $0 } }
    let isKnown = named.allSatisfy { Event.blank(ofType: $0.rawValue) != nil }
    return isKnown ? nil : .unknownEventType
  }
}

extension Actor {
  /// Whether it is an agent, and another one than this.
  func isAnother(than agent: AgentID) -> Bool {
    kind == .agent && !id.isEmpty && AgentID(id) != agent
  }
}
