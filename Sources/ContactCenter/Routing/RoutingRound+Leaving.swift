// Calls that may not stay in their queue, and what those are told that do.

extension RoutingRound {
  /// Sends a call away from a queue that is closed, or that nobody serves, where the queue's
  /// settings say so. In a closed queue it may also wait, for nobody.
  ///
  /// - Returns: whether nothing more is to be done for it.
  mutating func turnAway(_ row: WaitingCallRow, _ queue: QueueRoutingRow) -> Bool {
    // Hours begin and end on the minute.
    if queue.hasHours { plan.look(at: Self.nextMinute(after: now)) }
    let calendar = circumstances.calendars[queue.queue] ?? .utc
    if !queue.isOpen(at: now, in: calendar) {
      if !leave(row, queue, .closed, by: queue.whenClosed) { keepWaiting(row, queue) }
      return true
    }
    if queue.whenEmpty != .wait, present(row, queue).isEmpty {
      return leave(row, queue, .empty, by: queue.whenEmpty)
    }
    return false
  }

  /// Keeps a call that nobody can take now, unless a limit of its queue is reached; nobody is told
  /// how long that may take while the queue is closed.
  mutating func keepWaiting(_ row: WaitingCallRow, _ queue: QueueRoutingRow) {
    if surplus.contains(row.call), leave(row, queue, .rejected, by: .overflow) { return }
    if let seconds = queue.overflowSeconds, queue.overflowQueue != nil {
      let due = row.since.adding(milliseconds: seconds * 1_000)
      if due > now {
        plan.look(at: due)
      } else if leave(row, queue, .overflow, by: .overflow) {
        return
      }
    }
    if let seconds = queue.waitSecondsMax {
      let due = row.since.adding(milliseconds: seconds * 1_000)
      guard due > now else {
        let exit = CallEvent.QueueExited { $0.cause = .timeout }
        plan.decisions.append(RoutingDecision(row, at: due, [.queueExited(exit)]))
        return
      }
      plan.look(at: due)
    }
    let calendar = circumstances.calendars[queue.queue] ?? .utc
    if queue.estimatesWait, !row.wasEstimated, queue.isOpen(at: now, in: calendar) {
      estimate(row, queue)
    }
  }

  /// - Returns: whether it leaves: not by a policy that lets it wait, and not into a queue in which
  ///   it has been.
  private mutating func leave(
    _ row: WaitingCallRow, _ queue: QueueRoutingRow, _ cause: QueueExitCause,
    by policy: QueuePolicy
  ) -> Bool {
    guard policy != .wait else { return false }
    var events: [CallEvent] = []
    if policy == .overflow, let next = queue.overflowQueue, next != queue.queue,
      !row.queuesLeft.contains(next)
    {
      events.append(.queueExited(.init { $0.cause = .overflow }))
      events.append(
        .queued(
          .init {
            $0.queue = next
            $0.priority = row.priority == 0 ? nil : row.priority
            $0.skills = row.needs
          }))
    } else if cause != .overflow {
      events.append(.queueExited(.init { $0.cause = cause }))
    } else {
      return false
    }
    plan.decisions.append(RoutingDecision(row, at: now, events))
    return true
  }

  private mutating func estimate(_ row: WaitingCallRow, _ queue: QueueRoutingRow) {
    guard let handle = queue.meanHandleMilliseconds else { return }
    let ahead = ahead[queue.queue] ?? 0
    let agents = Int64(present(row, queue).count)
    let estimate = CallEvent.WaitEstimated {
      $0.queue = queue.queue
      $0.waitMilliseconds = WaitEstimate.milliseconds(
        ahead: ahead, agents: agents, handleMilliseconds: handle)
      $0.ahead = ahead
      $0.agents = agents
      $0.handleMilliseconds = handle
      $0.samples = Int64(queue.handleMilliseconds.count)
    }
    plan.decisions.append(RoutingDecision(row, at: now, [.waitEstimated(estimate)]))
  }

  /// The agents who serve the queue, can take the call, and are there: available, or in a call.
  private func present(_ row: WaitingCallRow, _ queue: QueueRoutingRow) -> [RoutingAgentRow] {
    picture.agents.values.filter { agent in
      agent.membership(in: queue.queue) != nil
        && (agent.desk.presence == .available || agent.desk.isOnCall)
        && agent.meets(
          queue.needs + row.needs, at: now, afterWaiting: row.waitMilliseconds(at: now))
    }
  }

  /// The newest calls of queues that hold more than they may.
  static func surplus(in picture: RoutingPicture) -> Set<CallID> {
    var surplus: Set<CallID> = []
    let bounded = picture.queues.values.filter { $0.callsMax != nil }
    for queue in bounded {
      let calls = picture.calls.values.filter { $0.queue == queue.queue }
        .sorted { $0.position < $1.position }
      surplus.formUnion(calls.dropFirst(Int(queue.callsMax ?? 0)).map(\.call))
    }
    return surplus
  }

  static func nextMinute(after time: Timestamp) -> Timestamp {
    Timestamp(milliseconds: (time.milliseconds / 60_000 + 1) * 60_000)
  }
}
