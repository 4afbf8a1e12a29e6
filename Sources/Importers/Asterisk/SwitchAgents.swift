import ContactCenter

/// The agents of a switch, as far as its queue_log has told: what its lines about them mean.
///
/// A queue_log has no presence. A member who is added is available (or paused, when it says so);
/// one who is removed from the last queue is offline; a pause is a break.
struct SwitchAgents: Sendable {
  private var queues: [String: Set<String>] = [:]
  private var present: Set<String> = []
  private var earlier: [String: SourceAgent] = [:]

  /// Takes up agents as an earlier import left them.
  ///
  /// A line that is older than what is known of its agent is read again, or comes late: nothing is
  /// inferred from it about presence.
  mutating func adopt(_ agents: [SourceAgent]) {
    for agent in agents { earlier[agent.agent.rawValue] = agent }
  }

  /// The events of a line about an agent; none where a rule sets it aside.
  ///
  /// - Throws: why it goes into the quarantine.
  mutating func events(of line: QueueLogLine) throws(ImportReason) -> [AgentEvent] {
    guard let agent = line.agent else {
      throw ImportReason("no_agent", "the line is about an agent, but names none")
    }
    recall(agent, line)
    switch line.verb {
    case .addMember: return try join(agent, line)
    case .removeMember: return try leave(agent, line)
    case .penalty: return try penalty(agent, line)
    case .pause, .pauseAll, .pauseReason:
      present.insert(agent)
      return [presence(.break, reason: try code(line, 1))]
    case .unpause, .unpauseAll:
      present.insert(agent)
      return [presence(.available, reason: try code(line, 1))]
    case .agentLogin, .agentCallbackLogin:
      present.insert(agent)
      let device = try code(line, 1)
      return [.sessionStarted(.init { $0.device = device }), presence(.available)]
    case .agentLogoff, .agentCallbackLogoff:
      present.remove(agent)
      let session = try line.seconds(2)
      let reason = try code(line, 3)
      return [
        .sessionEnded(
          .init {
            $0.sessionMilliseconds = session
            $0.reason = reason
          })
      ]
    default: return []
    }
  }

  private mutating func recall(_ agent: String, _ line: QueueLogLine) {
    guard let known = earlier[agent], known.latest <= line.time else { return }
    earlier[agent] = nil
    queues[agent] = Set(known.queues.map(\.rawValue))
    if known.isPresent { present.insert(agent) } else { present.remove(agent) }
  }

  private mutating func join(
    _ agent: String, _ line: QueueLogLine
  ) throws(ImportReason) -> [AgentEvent] {
    let queue = try queue(of: line)
    let joined = AgentEvent.queueJoined(.init { $0.queue = QueueID(queue) })
    guard earlier[agent] == nil else { return [joined] }
    queues[agent, default: []].insert(queue)
    guard present.insert(agent).inserted else { return [joined] }
    let isPaused = line.parameter(1)?.uppercased() == "PAUSED"
    return [joined, presence(isPaused ? .break : .available)]
  }

  private mutating func leave(
    _ agent: String, _ line: QueueLogLine
  ) throws(ImportReason) -> [AgentEvent] {
    let queue = try queue(of: line)
    let left = AgentEvent.queueLeft(.init { $0.queue = QueueID(queue) })
    guard earlier[agent] == nil else { return [left] }
    queues[agent]?.remove(queue)
    guard queues[agent, default: []].isEmpty else { return [left] }
    queues[agent] = nil
    present.remove(agent)
    return [left, presence(.offline)]
  }

  /// Without a queue it is a penalty in all of them, which nothing records.
  private mutating func penalty(
    _ agent: String, _ line: QueueLogLine
  ) throws(ImportReason) -> [AgentEvent] {
    guard let queue = line.queue else { return [] }
    let penalty = try line.milliseconds(1)
    queues[agent, default: []].insert(queue)
    return [
      .queueJoined(
        .init {
          $0.queue = QueueID(queue)
          $0.penalty = penalty.map { min($0, 1_000_000) }
        })
    ]
  }

  private func queue(of line: QueueLogLine) throws(ImportReason) -> String {
    if let queue = line.queue { return queue }
    throw ImportReason("no_queue", "the line is about a queue, but names none")
  }

  private func code(_ line: QueueLogLine, _ number: Int) throws(ImportReason) -> Code? {
    guard let text = line.parameter(number) else { return nil }
    guard text.utf8.count <= ImportLimits.nameBytesMax else {
      throw .nameTooLong("parameter \(number)")
    }
    return Code(text)
  }

  private func presence(_ presence: Presence, reason: Code? = nil) -> AgentEvent {
    .presenceChanged(
      .init {
        $0.presence = presence
        $0.reason = reason
      })
  }
}
