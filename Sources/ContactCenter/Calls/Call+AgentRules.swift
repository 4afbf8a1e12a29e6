// The rules on agents: they bind commands and our own routing, never what a switch reports.

extension Call {
  /// The first rule on agents that a command breaks.
  func brokenRule(
    _ event: CallEvent, by actor: Actor, on floor: Floor
  ) -> Rejection.Reason? {
    if isOfAnother(event, than: actor) { return .notYourCall }
    switch event {
    case .offered(let offered): return obstacle(toRinging: offered.agent, on: floor)
    case .answered(let answered):
      return floor.desk(of: answered.agent).isOnCall ? .agentOnCall : nil
    case .placed(let placed): return placed.agent.flatMap { obstacle(toDialling: $0, on: floor) }
    case .transferred(let transfer) where transfer.target == .agent:
      guard let target = transfer.agent else { return nil }
      return transfer.kind == .blind
        ? obstacle(toRinging: target, on: floor) : obstacle(toTaking: target, on: floor)
    default: return nil
    }
  }

  private func obstacle(toRinging agent: AgentID, on floor: Floor) -> Rejection.Reason? {
    let desk = floor.desk(of: agent)
    if desk.isRinging { return .agentHasOpenOffer }
    return desk.isAvailable ? nil : .agentNotAvailable
  }

  private func obstacle(toDialling agent: AgentID, on floor: Floor) -> Rejection.Reason? {
    let desk = floor.desk(of: agent)
    if desk.isRinging { return .agentHasOpenOffer }
    return desk.isOnCall ? .agentOnCall : nil
  }

  private func obstacle(toTaking agent: AgentID, on floor: Floor) -> Rejection.Reason? {
    let desk = floor.desk(of: agent)
    if desk.isOnCall { return .agentOnCall }
    return desk.presence == .offline ? .agentNotAvailable : nil
  }

  /// Whether an agent speaks for a colleague, or acts on a colleague's call.
  private func isOfAnother(_ event: CallEvent, than actor: Actor) -> Bool {
    guard actor.kind == .agent, !actor.id.isEmpty else { return false }
    let me = AgentID(actor.id)
    switch event {
    case .answered(let answered): return answered.agent != me
    case .offerMissed(let missed): return missed.agent != me
    case .placed(let placed): return placed.agent != me
    case .wrapEnded(let wrap): return (wrap.agent ?? wrappingUp.last) != me
    case .recordingRefused, .callbackRequested, .callbackCompleted, .noted, .documented,
      .linkedToCase, .corrected,
      .feedbackRequested, .feedback,
      .feedbackDeclined:
      return false
    default:
      return (phase == .talking || phase == .onHold) && agent != me
    }
  }
}
