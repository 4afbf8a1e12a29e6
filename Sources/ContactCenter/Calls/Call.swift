/// A call: from the first ring to the last word of its documentation.
///
/// The aggregate in three files, readable in one sitting: its state and what each event changes
/// (here), which events each state can hold (`Call+LifeCycle`), and the decision on a proposed
/// event with its consequences (`Call+Decide`).
///
/// Three rules explain most of it:
/// - A visit to a queue begins with `queued` only, an agent's part with `answered` only (or, for an
///   agent who dialled, with `callee_answered`): a transfer is followed by the event of its target.
/// - A missed offer returns the call to its queue with the time at which it first entered.
/// - Wrap-up belongs to an agent, not to the call: after a transfer it goes on while the next agent
///   talks, and after the end until the last agent is done.
public struct Call: Sendable, Equatable {
  /// A resolution and what the customer said to it.
  public enum Resolution: UInt8, Sendable {
    case none, resolved, confirmed
  }

  public let id: CallID
  public private(set) var phase = CallPhase.new
  public private(set) var isOutbound = false
  /// Whether the called side of an outbound call has picked up; true for an inbound one.
  public private(set) var isConnected = true
  /// Whether a visit to `queue` is open.
  public private(set) var isInQueue = false
  /// Whether the call is meant for agents, not for a queue, so that it may ring them from nowhere.
  public private(set) var isForAgents = false
  /// Whether an agent has had it.
  public private(set) var wasAnswered = false
  public private(set) var hasReason = false
  public private(set) var resolution = Resolution.none
  public private(set) var isFeedbackRequested = false
  /// The scale that the open request asks for; nil for any.
  public private(set) var requestedScale: FeedbackScale?
  /// How the promise to call back stands; nil where there is none to keep.
  public private(set) var callback: FollowUpState?
  /// The queue of the open visit, or of the last one, or the one that the call is meant for.
  public private(set) var queue: QueueID?
  /// When the open visit began: a missed offer does not change it.
  public private(set) var queuedSince: Timestamp?
  /// Who has the call, or had it last; nil again once it is queued.
  public private(set) var agent: AgentID?
  public private(set) var customer: CustomerID?
  /// Whether it is being recorded.
  public private(set) var recording = RecordingState.off
  /// The campaign of an outbound call, and whom of it the call is to.
  public private(set) var campaign: CampaignID?
  public private(set) var contact: Code?
  /// The call in which this one was asked for.
  public private(set) var callbackOf: CallID?
  /// What has come of an outbound call so far.
  public private(set) var outcome: AttemptOutcome?
  /// The proposals that the customer has not answered.
  public private(set) var proposals: [Code] = []
  /// The questions that the customer has answered.
  public private(set) var questions: [Code] = []
  /// Whom it rings, in the order of the offers.
  public private(set) var offers: [AgentID] = []
  /// Who still works on it after their talk, in the order of the talks' ends.
  public private(set) var wrappingUp: [AgentID] = []

  public init(id: CallID) {
    self.id = id
  }

  /// Whether nothing more is expected to happen, so that the state need not be kept at hand.
  public var isFinished: Bool { phase.isEnd && wrappingUp.isEmpty }
}

extension Call {
  /// Folds an event that has been accepted. Total: it holds whatever the log says.
  public mutating func evolve(_ event: CallEvent, at time: Timestamp) {
    switch event {
    case .received, .placed, .menuEntered, .calleeAnswered, .connectFailed: arrive(event)
    case .queued(let queued): enter(queued.queue, at: time)
    case .queueExited: leave(to: .diverted)
    case .abandoned: leave(to: .abandoned)
    case .routed(let routed): isForAgents = routed.target == .agents || routed.target == .specialist
    case .offered(let offered): ring(offered.agent)
    case .offerMissed(let missed): stopRinging(missed.agent)
    case .offerRescinded(let rescinded): stopRinging(rescinded.agent)
    case .answered(let answered): talk(answered.agent)
    case .held: phase = .onHold
    case .resumed: phase = .talking
    case .transferred(let transferred): handOver(transferred)
    case .ended(let ended): end(ended)
    case .wrapEnded(let wrap): endWrap(of: wrap.agent ?? wrappingUp.last)
    case .identified(let identified): customer = identified.customer
    case .reasonRecorded: hasReason = true
    case .resolved: resolution = .resolved
    case .resolutionConfirmed: resolution = .confirmed
    case .resolutionDenied: resolution = .none
    case .recordingStarted: recording = .running
    case .recordingPaused: recording = .paused
    case .recordingStopped: recording = .off
    case .callbackRequested: callback = .scheduled
    case .callbackDue: callback = .due
    case .callbackCompleted: callback = nil
    case .feedbackRequested(let request): setRequest(true, request.scale)
    case .feedback, .feedbackDeclined: setRequest(false, nil)
    case .greeted, .identificationFailed, .noted, .informationProvided, .solutionProposed, .thanked,
      .documented, .linkedToCase, .thresholdCrossed, .recordingRefused, .corrected, .waitEstimated:
      break
    case .proposalMade, .proposalAccepted, .proposalRefused, .orderConfirmed,
      .informationCollected, .surveyAnswered:
      reachOut(event)
    }
  }

  private mutating func arrive(_ event: CallEvent) {
    switch event {
    case .received(let received):
      phase = .ringing
      queue = received.queue
    case .menuEntered(let entered):
      phase = .inMenu
      queue = entered.queue ?? queue
    case .placed(let placed):
      phase = .ringing
      isOutbound = true
      isConnected = false
      agent = placed.agent
      customer = placed.customer
      campaign = placed.campaign
      contact = placed.contact
      callbackOf = placed.callbackOf
    case .calleeAnswered:
      isConnected = true
      outcome = Call.outcome(after: event)
      if let agent { talk(agent) } else { phase = .inMenu }
    default:
      phase = .failed
    }
  }

  private mutating func reachOut(_ event: CallEvent) {
    outcome = Call.outcome(after: event) ?? outcome
    switch event {
    case .proposalMade(let made): proposals.append(made.proposal)
    case .proposalAccepted(let accepted): proposals.removeAll { $0 == accepted.proposal }
    case .proposalRefused(let refused): proposals.removeAll { $0 == refused.proposal }
    case .surveyAnswered(let answered): questions.append(answered.question)
    default: break
    }
  }

  private mutating func enter(_ queue: QueueID, at time: Timestamp) {
    phase = .queued
    self.queue = queue
    queuedSince = time
    isInQueue = true
    isForAgents = false
    agent = nil
  }

  private mutating func leave(to end: CallPhase) {
    phase = end
    if end != .diverted { recording = .off }
    isInQueue = false
    offers = []
  }

  private mutating func ring(_ agent: AgentID) {
    phase = .offered
    if !offers.contains(agent) { offers.append(agent) }
  }

  private mutating func stopRinging(_ agent: AgentID) {
    offers.removeAll { $0 == agent }
    if phase == .offered, offers.isEmpty { phase = isInQueue ? .queued : .ringing }
  }

  private mutating func talk(_ agent: AgentID) {
    stopRinging(agent)
    phase = .talking
    self.agent = agent
    isInQueue = false
    isForAgents = false
    wasAnswered = true
  }

  private mutating func handOver(_ transfer: CallEvent.Transferred) {
    endTalk(isWrapKnown: transfer.wrapMilliseconds != nil)
    switch transfer.target {
    case .queue: phase = .ringing
    case .agent:
      phase = .ringing
      isForAgents = true
    case .external: phase = .diverted
    }
  }

  private mutating func end(_ ended: CallEvent.Ended) {
    if phase == .talking || phase == .onHold {
      endTalk(isWrapKnown: ended.wrapMilliseconds != nil)
    }
    leave(to: wrappingUp.isEmpty ? .closed : .wrap)
  }

  private mutating func endTalk(isWrapKnown: Bool) {
    if let agent, !isWrapKnown, !wrappingUp.contains(agent) { wrappingUp.append(agent) }
  }

  private mutating func endWrap(of agent: AgentID?) {
    wrappingUp.removeAll { $0 == agent }
    if phase == .wrap, wrappingUp.isEmpty { phase = .closed }
  }

  private mutating func setRequest(_ isOpen: Bool, _ scale: FeedbackScale?) {
    isFeedbackRequested = isOpen
    requestedScale = scale
  }
}
