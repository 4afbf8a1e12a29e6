// Which events each state of a call can hold, whoever proposes them.

extension Call {
  /// Whose word it is: what decides how far the life cycle bends.
  enum Voice {
    /// An agent or a supervisor at their desk.
    case person
    /// Our own routing, a menu, a deadline.
    case house
    /// A switch or an import: it did happen.
    case report

    init(_ actor: Actor, _ kind: ProposalKind) {
      switch (kind, actor.kind) {
      case (.fact, _): self = .report
      case (.command, .agent), (.command, .supervisor): self = .person
      case (.command, _): self = .house
      }
    }
  }

  /// Whether the state can hold an event of this type; its fields are another matter.
  func holds(_ event: CallEvent, from voice: Voice) -> Bool {
    guard isInPhase(for: event, from: voice) else { return exceptionHolds(event) }
    switch event {
    case .calleeAnswered, .connectFailed: return !isConnected
    case .menuEntered, .queued, .routed, .greeted, .informationProvided: return isConnected
    case .offered, .answered: return isInQueue || isForAgents
    case .queueExited, .waitEstimated: return isInQueue
    case .thresholdCrossed: return isInQueue || CallPhases.conversing.contains(CallPhases(phase))
    case .recordingStarted: return isConnected && recording != .running
    case .recordingPaused: return recording == .running
    case .recordingStopped: return recording != .off
    case .callbackDue: return callback == .scheduled
    case .callbackCompleted: return callback != nil
    case .abandoned: return isConnected && (isInQueue || !wasAnswered)
    case .proposalAccepted, .proposalRefused: return !proposals.isEmpty
    case .surveyAnswered: return isOutbound
    case .resolved: return hasReason && resolution != .confirmed
    case .resolutionConfirmed, .resolutionDenied: return resolution == .resolved
    case .feedbackRequested: return !isFeedbackRequested
    case .feedback, .feedbackDeclined: return isFeedbackRequested
    default: return true
    }
  }

  /// Whether the event may happen in the call's phase.
  func isInPhase(for event: CallEvent, from voice: Voice) -> Bool {
    Self.phases(for: event, from: voice).contains(CallPhases(phase))
  }

  /// What an agent who still wraps up may do after handing the call over, wherever it is now.
  private func exceptionHolds(_ event: CallEvent) -> Bool {
    switch event {
    case .wrapEnded, .noted, .documented, .linkedToCase: !wrappingUp.isEmpty
    default: false
    }
  }

  /// The phases in which an event may happen at all: the life cycle as a table.
  private static func phases(for event: CallEvent, from voice: Voice) -> CallPhases {
    switch event {
    case .received, .placed: .new
    case .menuEntered, .queued: [.ringing, .inMenu, .diverted]
    case .calleeAnswered, .connectFailed: .ringing
    case .routed: [.ringing, .inMenu, .queued]
    case .offered: .waiting
    case .offerMissed, .offerRescinded: voice == .report ? .begun : .offered
    case .answered: voice == .report ? .waiting : .offered
    case .queueExited: [.queued, .offered]
    case .waitEstimated: voice == .person ? [] : [.queued, .offered]
    case .abandoned: .waiting
    case .held: .talking
    case .resumed: .onHold
    case .transferred: .conversing
    case .ended: [.waiting, .conversing, .diverted]
    case .wrapEnded: []
    case .corrected: .begun
    case .thresholdCrossed: voice == .person ? [] : [.waiting, .conversing]
    case .callbackRequested, .callbackCompleted: .begun
    case .recordingStarted, .recordingPaused, .recordingStopped: [.waiting, .conversing]
    case .recordingRefused: voice == .person ? [] : [.waiting, .conversing]
    case .callbackDue: voice == .person ? [] : .begun
    case .linkedToCase: voice == .report ? .begun : [.conversing, .wrap, .ends]
    case .documented: voice == .report ? [.conversing, .wrap, .ends] : [.talking, .wrap, .ends]
    case .feedbackRequested, .feedback, .feedbackDeclined:
      voice == .person ? [.talking, .wrap, .closed] : [.conversing, .wrap, .closed]
    default: conversationPhases(for: event, from: voice)
    }
  }

  /// What is said, and when it can be. A person speaks while they talk; a menu speaks before; what
  /// a switch reports may come a little late.
  private static func conversationPhases(
    for event: CallEvent, from voice: Voice
  ) -> CallPhases {
    switch (event, voice) {
    case (.greeted, .person), (.identified, .person), (.identificationFailed, .person): .talking
    case (.greeted, _): [.waiting, .talking]
    case (.identified, .report), (.identificationFailed, .report): [.waiting, .conversing, .wrap]
    case (.identified, _), (.identificationFailed, _): [.waiting, .talking]
    case (.reasonRecorded, .person): [.talking, .wrap]
    case (.reasonRecorded, _): [.waiting, .conversing, .wrap]
    case (.noted, .person): [.conversing, .wrap, .ends]
    case (.noted, _): .begun
    case (.informationProvided, .report): [.waiting, .conversing, .wrap]
    case (.informationProvided, .house): [.waiting, .talking]
    case (_, .report): [.conversing, .wrap]
    case (.resolved, _), (.resolutionConfirmed, _), (.resolutionDenied, _): [.talking, .wrap]
    default: .talking
    }
  }
}
