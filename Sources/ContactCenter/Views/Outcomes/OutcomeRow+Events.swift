// How a call's own events change what became of it.

extension OutcomeRow {
  init(_ recorded: RecordedEvent) {
    self.init()
    call = CallID(recorded.stream.id)
    receivedAt = recorded.time
    position = Int64(recorded.position)
  }

  /// Whether an event can change an outcome.
  static func concerns(_ event: CallEvent) -> Bool {
    switch event {
    case .received, .menuEntered, .placed, .calleeAnswered, .connectFailed, .identified,
      .reasonRecorded, .queued, .queueExited, .answered, .transferred, .abandoned, .ended,
      .resolved, .resolutionConfirmed, .resolutionDenied, .documented, .feedbackRequested,
      .feedback, .feedbackDeclined, .corrected:
      true
    default: false
    }
  }

  mutating func apply(_ event: CallEvent, at time: Timestamp) {
    switch event {
    case .received(let received): hint(received.queue)
    case .menuEntered(let entered): hint(entered.queue)
    case .placed(let placed):
      isOutbound = true
      customer = placed.customer
      agent = placed.agent
      campaign = placed.campaign
    case .calleeAnswered(let callee):
      if callee.by == .person, let agent { meet(agent, at: time) }
    case .identified(let identified): customer = identified.customer
    case .queued(let queued): enter(queued.queue, at: time)
    case .answered(let answered): meet(answered.agent, at: time)
    case .transferred(let transferred): handOver(transferred, at: time)
    case .connectFailed, .queueExited: endedAt = time
    case .abandoned:
      endedAt = time
      isAbandoned = !isAnswered
    case .ended(let ended):
      endedAt = time
      isPhantom = ended.cause?.rawValue == "phantom"
      isAbandoned = !isAnswered && ended.by == .customer && !isPhantom
    default: settle(event, at: time)
    }
  }

  private mutating func settle(_ event: CallEvent, at time: Timestamp) {
    switch event {
    case .reasonRecorded(let recorded): reason = recorded.reason
    case .resolved: isResolved = true
    case .resolutionConfirmed: isConfirmed = true
    case .resolutionDenied:
      isResolved = false
      isConfirmed = false
    case .documented: isDocumented = true
    case .corrected(let correction):
      if correction.field.rawValue == "reason", let code = correction.code { reason = code }
    case .feedbackRequested(let requested): ask(requested.scale, at: time)
    case .feedback(let given):
      answer(at: time) {
        $0.scale = given.scale
        $0.score = given.score
      }
    case .feedbackDeclined: answer(at: time) { $0.isDeclined = true }
    default: break
    }
  }

  private mutating func hint(_ queue: QueueID?) {
    if queuedAt == nil, let queue { self.queue = queue }
  }

  /// A call that enters a queue is not over, whatever was said before.
  private mutating func enter(_ entered: QueueID, at time: Timestamp) {
    if queuedAt == nil {
      queuedAt = time
      queue = entered
    }
    endedAt = nil
    isAbandoned = false
    // A switch may move an answered call to another queue without a word about a transfer.
    if isAnswered, let lastQueue, lastQueue != entered { queueTransfers += 1 }
    lastQueue = entered
    if !queuesVisited.contains(entered), queuesVisited.count < Self.placesMax {
      queuesVisited.append(entered)
    }
  }

  private mutating func meet(_ agent: AgentID, at time: Timestamp) {
    self.agent = agent
    endedAt = nil
    answeredAt = answeredAt ?? time
    if !agentsMet.contains(agent), agentsMet.count < Self.placesMax { agentsMet.append(agent) }
  }

  private mutating func handOver(_ transfer: CallEvent.Transferred, at time: Timestamp) {
    transfers += 1
    switch transfer.target {
    case .queue:
      guard let target = transfer.queue, target != lastQueue else { return }
      queueTransfers += 1
      if queuesVisited.contains(target) { pingPongs += 1 }
      lastQueue = target
    case .agent:
      guard let target = transfer.agent, target != agent else { return }
      if agentsMet.contains(target) { pingPongs += 1 }
    // Nobody here hears of it again, unless the switch brings it back.
    case .external: endedAt = time
    }
  }

  private mutating func ask(_ scale: FeedbackScale?, at time: Timestamp) {
    guard feedback.count < 100 else { return }
    var request = FeedbackRow()
    request.requestedAt = time
    request.scale = scale
    feedback.append(request)
  }

  /// Settles the request that is open.
  private mutating func answer(at time: Timestamp, _ fill: (inout FeedbackRow) -> Void) {
    guard let index = feedback.lastIndex(where: { $0.settledAt == nil }) else { return }
    feedback[index].settledAt = time
    fill(&feedback[index])
  }
}
