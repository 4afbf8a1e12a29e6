internal import ContactCenter
internal import EventLog
internal import Simulation

/// Calls told as a switch tells them, a thousand at a time, without end: received, queued,
/// answered, ended.
struct CallStories {
  private static let lanes = 1_000

  private let run: String
  private var count = 0
  /// Events that were taken and given back.
  private var returned: [SimulatedEvent] = []

  init() {
    var generator = SystemRandomNumberGenerator()
    run = Epoch(bits: generator.next()).description
  }

  /// The next events.
  mutating func take(_ count: Int) -> [SimulatedEvent] {
    guard returned.isEmpty else {
      defer { returned = [] }
      return returned
    }
    return (0..<count).map { _ in next() }
  }

  /// Takes events back that were not appended: they come next.
  mutating func giveBack(_ events: [SimulatedEvent]) {
    returned = events
  }

  private mutating func next() -> SimulatedEvent {
    let (lane, round) = (count % Self.lanes, count / Self.lanes)
    count += 1
    let call = "\(run)-\(lane)-\(round / 4)"
    return SimulatedEvent(
      stream: StreamName(.call, call), event: .call(event(step: round % 4, lane: lane)),
      time: Timestamp(milliseconds: 1_767_225_600_000 + Int64(round) * 60_000),
      actor: Actor(kind: .integration, id: "bench"), id: "\(call)-\(round % 4)")
  }

  private func event(step: Int, lane: Int) -> CallEvent {
    switch step {
    case 0:
      var received = CallEvent.Received()
      received.queue = QueueID("support")
      return .received(received)
    case 1:
      var queued = CallEvent.Queued()
      queued.queue = QueueID("support")
      queued.position = 3
      return .queued(queued)
    case 2:
      var answered = CallEvent.Answered()
      answered.agent = AgentID("PJSIP/\(400 + lane)")
      answered.waitMilliseconds = 12_000
      return .answered(answered)
    default:
      var ended = CallEvent.Ended()
      ended.by = .customer
      ended.talkMilliseconds = 180_000
      ended.wrapMilliseconds = 0
      return .ended(ended)
    }
  }
}
