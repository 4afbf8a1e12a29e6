// The decision on a proposed event: refused with the reason, or accepted with what follows from it.

extension Call {
  /// Decides on a proposed event.
  ///
  /// - Parameters:
  ///   - actor: who proposes it. A person's rules bind agents and supervisors.
  ///   - kind: a command is checked against the agents on the floor too; a fact is not.
  ///   - circumstances: what the event refers to in other streams; only commands look at it.
  /// - Returns: the proposal with its consequences, or why not. Nothing changes either way.
  public func decide(
    _ proposed: CallEvent, by actor: Actor, as kind: ProposalKind, on floor: Floor,
    given circumstances: Circumstances = Circumstances()
  ) -> Decision {
    let voice = Voice(actor, kind)
    let reason: Rejection.Reason?
    if holds(proposed, from: voice) {
      reason =
        contradiction(in: proposed, from: voice)
        ?? (kind == .command
          ? brokenRule(proposed, by: actor, on: floor)
            ?? obstacle(to: proposed, given: circumstances) : nil)
    } else {
      reason = misfit(proposed, from: voice)
    }
    if let reason { return .refuse(rejection(reason, of: proposed, from: voice)) }
    return .accept(withConsequences(proposed, as: kind))
  }

  /// The names of the event types that the state can hold.
  func allowedTypes(from voice: Voice) -> [String] {
    CallEvent.all.filter { holds($0, from: voice) }.map(\.type.name)
  }

  // MARK: Refusals

  private func rejection(
    _ reason: Rejection.Reason, of proposed: CallEvent, from voice: Voice
  ) -> Rejection {
    Rejection(
      reason, state: phase.rawValue, allowed: allowedTypes(from: voice),
      detail: "\(proposed.type.name) is refused while the call is \(phase.rawValue): "
        + "\(reason.rawValue).")
  }

  /// Why the state cannot hold the event, as exactly as can be said.
  private func misfit(_ event: CallEvent, from voice: Voice) -> Rejection.Reason {
    switch event {
    case .received, .placed: .alreadyBegun
    case _ where phase == .new: .notBegun
    case .wrapEnded: .notWrappingUp
    case .callbackDue where voice == .person, .thresholdCrossed where voice == .person,
      .recordingRefused where voice == .person, .waitEstimated where voice == .person:
      .onlyTheEngine
    case .answered where wasAnswered && !isInQueue: .alreadyAnswered
    case .answered where phase == .queued: .notOffered
    case _ where isInPhase(for: event, from: voice): missingCondition(of: event)
    default: phase.isEnd || phase == .wrap ? .alreadyEnded : .notInThisState
    }
  }

  /// What the event needs beside its phase.
  private func missingCondition(of event: CallEvent) -> Rejection.Reason {
    switch event {
    case .resolved where resolution == .confirmed: .alreadyConfirmed
    case .resolved: .reasonNotRecorded
    case .resolutionConfirmed where resolution == .confirmed,
      .resolutionDenied where resolution == .confirmed:
      .alreadyConfirmed
    case .resolutionConfirmed, .resolutionDenied: .notResolved
    case .feedbackRequested: .feedbackAlreadyRequested
    case .feedback, .feedbackDeclined: .feedbackNotRequested
    case .proposalAccepted, .proposalRefused: .noProposal
    case .surveyAnswered: .notOutbound
    case .callbackDue, .callbackCompleted: .noCallback
    default: .notInThisState
    }
  }

  /// What in the event's fields contradicts the call itself.
  private func contradiction(in event: CallEvent, from voice: Voice) -> Rejection.Reason? {
    switch event {
    case .offerMissed(let missed) where voice != .report:
      return offers.contains(missed.agent) ? nil : .notOffered
    case .offerRescinded(let rescinded) where voice != .report:
      return offers.contains(rescinded.agent) ? nil : .notOffered
    case .answered(let answered) where voice != .report:
      return offers.contains(answered.agent) ? nil : .notOffered
    case .offered(let offered) where voice != .report:
      return offers.contains(offered.agent) ? .alreadyOffered : nil
    case .abandoned(let abandoned):
      return (abandoned.phase == .queue) == isInQueue ? nil : .wrongPhase
    case .ended(let ended):
      return mustBeAbandoned && ended.by != .system ? .abandonedNotEnded : nil
    case .proposalMade(let made): return proposals.contains(made.proposal) ? .noProposal : nil
    case .proposalAccepted(let accepted):
      return proposals.contains(accepted.proposal) ? nil : .noProposal
    case .proposalRefused(let refused):
      return proposals.contains(refused.proposal) ? nil : .noProposal
    case .surveyAnswered(let answered):
      return questions.contains(answered.question) ? .alreadyAnsweredQuestion : nil
    case .transferred(let transfer): return contradiction(in: transfer)
    case .thresholdCrossed(let crossed) where voice != .report:
      return isCrossed(crossed) ? nil : .notInThisState
    case .wrapEnded(let wrap):
      return wrap.agent.map(wrappingUp.contains) == false ? .notWrappingUp : nil
    case .feedback(let feedback):
      if let requestedScale, requestedScale != feedback.scale { return .otherScale }
      return feedback.scale.scores.contains(feedback.score) ? nil : .scoreOutOfScale
    default: return nil
    }
  }

  /// Whether the standard is one of the wait or talk that is going on.
  private func isCrossed(_ crossed: CallEvent.ThresholdCrossed) -> Bool {
    switch crossed.threshold {
    case .serviceLevel:
      isInQueue && (crossed.queue == nil || crossed.queue == queue)
        && (crossed.since == nil || crossed.since == queuedSince)
    case .handleTime: !isInQueue && (crossed.agent == nil || crossed.agent == agent)
    }
  }

  private func contradiction(in transfer: CallEvent.Transferred) -> Rejection.Reason? {
    switch transfer.target {
    case .queue: transfer.queue == nil ? .targetMissing : nil
    case .agent where transfer.agent == nil: .targetMissing
    case .agent: transfer.agent == agent ? .transferToSelf : nil
    case .external: nil
    }
  }

  /// Whether a caller who hangs up now has waited for an answer in vain.
  private var mustBeAbandoned: Bool { isInQueue || (phase == .offered && !wasAnswered) }

  // MARK: Consequences

  private func withConsequences(_ event: CallEvent, as kind: ProposalKind) -> [Event] {
    switch event {
    case .answered(let answered) where !offers.isEmpty:
      return [.call(event)] + rescinded(except: answered.agent)
    case .abandoned where !offers.isEmpty, .queueExited where !offers.isEmpty:
      return rescinded() + [.call(event)]
    case .ended(let ended) where isInQueue || !offers.isEmpty:
      return rescinded() + queueExit(ended) + [.call(event)]
    case .transferred(let transfer) where kind == .command:
      return [.call(event)] + taking(transfer)
    default:
      return [.call(event)]
    }
  }

  private func rescinded(except agent: AgentID? = nil) -> [Event] {
    offers.filter { $0 != agent }.map { other in
      .call(.offerRescinded(CallEvent.OfferRescinded { $0.agent = other }))
    }
  }

  /// A call that ends in a queue leaves it first, so that no visit stays open.
  private func queueExit(_ ended: CallEvent.Ended) -> [Event] {
    guard isInQueue else { return [] }
    let exit = CallEvent.QueueExited {
      $0.cause = ended.cause.flatMap { QueueExitCause(rawValue: $0.rawValue) } ?? .withdrawn
    }
    return [.call(.queueExited(exit))]
  }

  /// What a transfer that we carry out ourselves leads to. A switch reports it with its own event.
  private func taking(_ transfer: CallEvent.Transferred) -> [Event] {
    switch (transfer.target, transfer.queue, transfer.agent) {
    case (.queue, let queue?, _):
      [.call(.queued(CallEvent.Queued { $0.queue = queue }))]
    case (.agent, _, let agent?) where transfer.kind == .attended:
      [.call(.answered(CallEvent.Answered { $0.agent = agent }))]
    case (.agent, _, let agent?):
      [.call(.offered(CallEvent.Offered { $0.agent = agent }))]
    default:
      []
    }
  }
}
