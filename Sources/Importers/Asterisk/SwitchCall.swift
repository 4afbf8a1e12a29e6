/// Where a call of a switch is, as far as its queue_log has told.
struct SwitchCall: Sendable {
  enum Place: Equatable, Sendable {
    case waiting(queue: String)
    case talking(queue: String?)
    /// Out of its queue without an answer, or handed over: it may come back.
    case away
    case over
  }

  var place: Place
  /// 1, or more where the same unique id entered a queue after its call had ended: another contact.
  var incarnation = 1
  /// The second of the last line about it.
  var lastSecond: Int64

  /// Whether a line can be what happens to it next.
  func expects(_ line: QueueLogLine) -> Bool {
    switch line.verb {
    case .enterQueue: place == .away || place == .over
    case .completeAgent, .completeCaller, .blindTransfer, .attendedTransfer, .transfer:
      if case .talking(let queue) = place { queue == nil || queue == line.queue } else { false }
    default: place == line.queue.map { .waiting(queue: $0) }
    }
  }

  /// Goes on after a line that it expects.
  mutating func follow(_ line: QueueLogLine) {
    lastSecond = max(lastSecond, line.second)
    switch line.verb {
    case .enterQueue:
      if place == .over { incarnation += 1 }
      place = .waiting(queue: line.queue ?? "")
    case .connect: place = .talking(queue: line.queue)
    case .completeAgent, .completeCaller, .abandon: place = .over
    case .exitWithTimeout, .exitWithKey, .exitEmpty, .withdraw, .blindTransfer, .attendedTransfer,
      .transfer:
      place = .away
    default: break
    }
  }

  /// Whether a restart of the switch ends it.
  var isOpen: Bool {
    switch place {
    case .waiting, .talking: true
    case .away, .over: false
    }
  }
}
