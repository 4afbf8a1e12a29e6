/// A call that is not over for everybody, as the customers' view needs it. A call that left its
/// queue stays, since the switch may bring it back, and so does one that is to be called back.
struct OpenCustomerCall: ViewRow {
  var contact = CustomerContact()
  /// Whether the contact belongs to a customer's page already.
  var isIdentified = false
  /// Agents who talk or wrap up.
  var busyAgents: Int64 = 0
  var isOver = false
  /// When it entered the queue in which it waits.
  var enqueuedAt: Timestamp?
  /// The call that it is to make good.
  var callbackOf: CallID?
  /// The position of the event by which an agent and the customer last began to talk.
  var reachedPosition: Int64?
  /// Its key among those that are to be called back, while it is one.
  var abandonedKey: String?

  init() {}

  init(_ recorded: RecordedEvent) {
    contact.call = CallID(recorded.stream.id)
    contact.receivedAt = recorded.time
    contact.position = Int64(recorded.position)
  }

  var isFinished: Bool { isOver && busyAgents <= 0 && abandonedKey == nil }

  mutating func describe(_ fields: inout some FieldVisitor) {
    contact.describe(&fields)
    fields.required("isIdentified", &isIdentified, "Whether its customer is known.")
    fields.required("busyAgents", &busyAgents, .range(-1_000...1_000_000), "Agents at work on it.")
    fields.required("isOver", &isOver, "Whether the customer has left the line.")
    fields.optional("enqueuedAt", &enqueuedAt, "When it entered the queue in which it waits.")
    fields.optional("callbackOf", &callbackOf, "The call that it is to make good.")
    fields.optional("reachedPosition", &reachedPosition, "Where its last talk began.")
    fields.optional("abandonedKey", &abandonedKey, "Its key among those to be called back.")
  }

  /// - Returns: whether the contact has changed.
  mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) -> Bool {
    let time = recorded.time
    switch event {
    case .received(let received): contact.queue = received.queue
    case .menuEntered(let entered): contact.queue = entered.queue ?? contact.queue
    case .placed(let placed): place(placed)
    case .calleeAnswered(let callee):
      // Without a dialling agent the call is a machine's until an agent answers it.
      guard let agent = contact.agent else { break }
      guard callee.by == .person else {
        busyAgents += 1
        break
      }
      answer(by: agent)
      reachedPosition = Int64(recorded.position)
    case .queued(let queued): enter(queued.queue, at: time)
    case .queueExited: leave(as: .unanswered, at: time)
    case .answered(let answered):
      answer(by: answered.agent)
      reachedPosition = Int64(recorded.position)
    case .transferred(let transferred):
      if transferred.wrapMilliseconds != nil { busyAgents -= 1 }
      if transferred.target == .external { leave(as: .unanswered, at: time) }
    case .reasonRecorded(let recorded): contact.reason = recorded.reason
    case .resolved: contact.isResolved = true
    case .resolutionConfirmed: contact.isConfirmed = true
    case .resolutionDenied: contact.isResolved = false; contact.isConfirmed = false
    case .abandoned: end(as: .abandoned, at: time)
    case .connectFailed: end(as: .failed, at: time)
    case .ended(let ended):
      if ended.wrapMilliseconds != nil { busyAgents -= 1 }
      end(as: ended.by == .customer ? .abandoned : .unanswered, at: time)
    case .wrapEnded:
      busyAgents -= 1
      return false
    default: return false
    }
    return true
  }

  private mutating func place(_ placed: CallEvent.Placed) {
    contact.isOutbound = true
    contact.agent = placed.agent
    callbackOf = placed.callbackOf
  }

  private mutating func enter(_ queue: QueueID, at time: Timestamp) {
    contact.queue = queue
    if contact.outcome == .unanswered { contact.outcome = .open }
    contact.endedAt = nil
    enqueuedAt = time
  }

  private mutating func answer(by agent: AgentID?) {
    enqueuedAt = nil
    contact.agent = agent
    contact.outcome = .answered
    busyAgents += 1
  }

  /// An answer stays an answer, however the call ends.
  private mutating func leave(as outcome: CustomerContact.Outcome, at time: Timestamp) {
    enqueuedAt = nil
    contact.endedAt = time
    if contact.outcome == .open { contact.outcome = outcome }
  }

  private mutating func end(as outcome: CustomerContact.Outcome, at time: Timestamp) {
    leave(as: outcome, at: time)
    isOver = true
  }

  /// Whether an event makes it known that an agent has talked with the customer.
  func isReached(by event: CallEvent) -> Bool {
    switch event {
    case .answered, .calleeAnswered, .identified: reachedPosition != nil
    default: false
    }
  }

  /// Whether an event says that nobody has to call back.
  func isSettled(by event: CallEvent) -> Bool {
    switch event {
    case .callbackCompleted: true
    case .documented: contact.outcome == .abandoned
    default: false
    }
  }

  /// Whether an event can change what the customers' view shows of a call.
  static func concerns(_ event: CallEvent) -> Bool {
    switch event {
    case .received, .menuEntered, .placed, .calleeAnswered, .connectFailed, .identified,
      .reasonRecorded, .queued, .queueExited, .abandoned, .answered, .transferred, .ended,
      .wrapEnded, .resolved, .resolutionConfirmed, .resolutionDenied, .documented,
      .callbackCompleted:
      true
    default: false
    }
  }
}
