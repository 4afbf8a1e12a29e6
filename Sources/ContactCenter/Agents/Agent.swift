/// An agent's working day: sessions, presence, shifts, and the queues they serve.
///
/// What calls make an agent do is not here but on the `Floor`. What a switch reports is always
/// accepted: it may log an agent in twice.
package struct Agent: Sendable, Equatable {
  package let id: AgentID
  package private(set) var hasBegun = false
  package private(set) var isInSession = false
  package private(set) var presence = Presence.offline
  package private(set) var queues: Set<QueueID> = []
  package private(set) var schedule = Schedule()

  package init(id: AgentID) {
    self.id = id
  }

  /// The state's name: the presence, or `LoggedOff`; `New` before the first event.
  package var state: String {
    guard hasBegun else { return "New" }
    return presence == .offline && !isInSession ? "LoggedOff" : presence.rawValue
  }

  /// Folds an event that has been accepted.
  package mutating func evolve(_ event: AgentEvent) {
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
    }
  }

  /// Decides on a proposed event. Presence may be chosen without a session: not every contact
  /// center records them.
  package func decide(
    _ proposed: AgentEvent, as kind: ProposalKind, on floor: Floor
  ) -> Decision {
    guard kind == .command, let reason = brokenRule(proposed, on: floor) else {
      return .accept([.agent(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state, allowed: allowedTypes(on: floor),
        detail: "\(proposed.type.name) is refused: \(reason.rawValue)."))
  }

  private func brokenRule(_ event: AgentEvent, on floor: Floor) -> Rejection.Reason? {
    if let reason = misfit(event, on: floor) { return reason }
    switch event {
    case .queueLeft(let left): return queues.contains(left.queue) ? nil : .notInQueue
    case .shiftScheduled(let scheduled): return schedule.misfit(scheduled)
    case .shiftCancelled(let cancelled): return schedule.misfit(cancelled)
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
    default: nil
    }
  }

  private func allowedTypes(on floor: Floor) -> [String] {
    AgentEvent.all.filter { misfit($0, on: floor) == nil }.map(\.type.name)
  }
}
