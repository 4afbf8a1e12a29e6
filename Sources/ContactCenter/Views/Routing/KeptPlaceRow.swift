/// What a call has waited for that left a queue to wait elsewhere: in another queue, or at home to
/// be called back.
public struct KeptPlaceRow: ViewRow {
  public var call = CallID()
  /// The queue that it left.
  public var queue = QueueID()
  public var waitingSince = Timestamp()
  public var priority: Int64 = 0
  public var needs: [SkillRequirement] = []
  public var queuesLeft: [QueueID] = []
  /// Whether the caller waits at home, so that the end of the call does not end the wait.
  public var isAtHome = false
  /// Whether the caller is to be called as soon as the turn comes.
  public var wantsTurn = false
  /// The position of the event by which the call had entered the queue.
  public var position: Int64 = 0
  /// The number of events in the call's stream.
  public var version: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("queue", &queue, "The queue that it left.")
    fields.required("waitingSince", &waitingSince, "Since when the caller has waited.")
    fields.required(
      "priority", &priority, .range(-1_000_000...1_000_000), "Higher goes first.")
    fields.objects("needs", &needs, .count(16), "What the call needs.")
    fields.list("queuesLeft", &queuesLeft, "The queues that it has left for others.")
    fields.required("isAtHome", &isAtHome, "Whether the caller waits at home.")
    fields.required("wantsTurn", &wantsTurn, "Whether to call when the turn comes.")
    fields.required("position", &position, "The position of the event by which it had entered.")
    fields.required("version", &version, "The number of events in the call's stream.")
  }
}

extension KeptPlaceRow {
  /// The place of a call that leaves its queue.
  init(_ row: WaitingCallRow, isAtHome: Bool) {
    self.init()
    call = row.call
    queue = row.queue
    waitingSince = row.waitingSince
    priority = row.priority
    needs = row.needs
    queuesLeft = isAtHome ? [] : row.queuesLeft.suffix(99) + [row.queue]
    self.isAtHome = isAtHome
    wantsTurn = isAtHome && row.wantsTurn
    position = row.position
  }

  /// The call as if it still waited in its queue.
  var waiting: WaitingCallRow {
    WaitingCallRow {
      $0.call = call
      $0.queue = queue
      $0.since = waitingSince
      $0.waitingSince = waitingSince
      $0.priority = priority
      $0.needs = needs
      $0.position = position
      $0.version = version
    }
  }

  /// Folds an event of the call.
  mutating func apply(_ event: CallEvent, version: UInt64) {
    self.version = Int64(version)
    switch event {
    case .callbackRequested(let request): wantsTurn = isAtHome && request.keepsPlace == true
    case .callbackDue: wantsTurn = false
    default: break
    }
  }
}
