import ContactCenter

// Who cannot be offered at once is told how long it will take, by the formula of the house.

extension Simulator {
  /// The calls on which an estimate rests, at most and at least.
  private static let samplesMax = 50
  private static let samplesMin = 5

  /// An agent is done with a call: talk, hold and wrap-up.
  mutating func noteHandled(by agent: AgentID) {
    guard let day = agents[agent] else { return }
    handled[day.tookFrom].append(now.millisecondsSince(day.tookCallAt))
    if handled[day.tookFrom].count > Self.samplesMax { handled[day.tookFrom].removeFirst() }
  }

  /// Tells a caller who waits the estimate: (ahead + 1) / agents, rounded up, times the mean.
  mutating func estimateWait(_ id: CallID) {
    guard let call = calls[id], call.place == .waiting,
      let ahead = waiting[call.queue].firstIndex(of: id)
    else { return }
    let samples = handled[call.queue]
    guard samples.count >= Self.samplesMin else { return }
    let queue = queues[call.queue].id
    let present = agents.values.count { agent in
      agent.activity != .away && agent.activity != .notReady && agent.queues.contains(queue)
    }
    let mean = samples.reduce(0, +) / Int64(samples.count)
    let rounds = (Int64(ahead) + Int64(max(present, 1))) / Int64(max(present, 1))
    let estimated = CallEvent.WaitEstimated {
      $0.queue = queue
      $0.waitMilliseconds = rounds * mean
      $0.ahead = Int64(ahead)
      $0.agents = Int64(present)
      $0.handleMilliseconds = mean
      $0.samples = Int64(samples.count)
    }
    propose(.waitEstimated(estimated), in: id, by: Actor(kind: .system))
  }
}
