// What happens to an agent's row.

extension AgentRow {
  mutating func apply(_ event: AgentEvent, at time: Timestamp) {
    account(until: time)
    switch event {
    case .registered: break
    case .sessionStarted:
      endSession()
      sessionStartedAt = time
      accountedUntil = time
    case .sessionEnded(let ended):
      endSession()
      choose(.offline, ended.reason, at: time)
    case .presenceChanged(let change): choose(change.presence, change.reason, at: time)
    case .queueJoined(let membership):
      if !queues.contains(membership.queue) { queues.append(membership.queue) }
    case .queueLeft(let membership): queues.removeAll { $0 == membership.queue }
    case .shiftScheduled, .shiftCancelled: break
    case .trainingCompleted, .skillGranted, .skillRevoked: break
    }
    settle(at: time)
  }

  /// Puts a call among those that the agent is busy with, or changes what the agent does with it.
  mutating func set(_ contact: AgentContact) {
    account(until: contact.since)
    if let index = contacts.firstIndex(where: { $0.call == contact.call }) {
      contacts[index] = contact
    } else {
      contacts.append(contact)
    }
    settle(at: contact.since)
  }

  /// The agent takes a call. What a switch reports did happen, also two at a time; it is counted.
  /// Whoever takes a call has left the work after the one before.
  mutating func take(_ contact: AgentContact) {
    if contacts.contains(where: { $0.call != contact.call && $0.activity == .onCall }) {
      overlaps += 1
    }
    set(contact)
  }

  /// The agent has nothing to do with a call any more. Its ringing is not its wrap-up: only what is
  /// in the given activity is removed.
  mutating func remove(_ call: CallID, in activities: [AgentActivity], at time: Timestamp) {
    account(until: time)
    contacts.removeAll { $0.call == call && activities.contains($0.activity) }
    settle(at: time)
  }

  /// Counts the same in all and in the day of the event; what is older than the day counts in all.
  mutating func count(
    at time: Timestamp, in calendar: CalendarDays, _ count: (inout HandlingCounts) -> Void
  ) {
    count(&counts)
    if today.map({ $0.end <= time }) ?? true {
      today = AgentDay(calendar.day(containing: time))
    }
    today?.countIfNotBefore(time, count)
  }

  private mutating func choose(_ presence: Presence, _ reason: Code?, at time: Timestamp) {
    if self.presence != presence || presenceSince == nil { presenceSince = time }
    self.presence = presence
    presenceReason = reason
  }

  /// Gives the session's time since the last change to the activity that lasted until now. Clocks
  /// that step back give nothing, and nothing is given twice.
  private mutating func account(until time: Timestamp) {
    guard let accountedUntil, accountedUntil < time else { return }
    states.add(time.millisecondsSince(accountedUntil), to: activity)
    self.accountedUntil = time
  }

  private mutating func endSession() {
    endedSessionMilliseconds = sessionMilliseconds
    sessionStartedAt = nil
    accountedUntil = nil
  }

  /// Derives the activity from the calls and the presence.
  private mutating func settle(at time: Timestamp) {
    let leading = contacts.max { $0.activity.weight < $1.activity.weight }
    let next = leading?.activity ?? (presence == .available ? .idle : .notReady)
    currentCall = leading?.call
    currentQueue = leading?.queue
    guard next != activity else { return }
    activity = next
    activitySince = time
  }
}

extension AgentActivity {
  /// Of several calls the one that binds the agent most decides what the agent does.
  fileprivate var weight: Int {
    switch self {
    case .notReady: 0
    case .idle: 1
    case .wrappingUp: 2
    case .ringing: 3
    case .holding: 4
    case .onCall: 5
    }
  }
}
