import ContactCenter
import Importers

/// A plain count of what was imported, by queue, by agent and by day: what the facts are compared
/// with. It folds events one by one and knows nothing of the product's own views.
struct Tally: Equatable {
  struct Counts: Equatable {
    var offered = 0
    var answered = 0
    var abandoned = 0
    var exited = 0
    var menuAbandoned = 0
    var waitMilliseconds: Int64 = 0
    var abandonWaitMilliseconds: Int64 = 0
    var talkMilliseconds: Int64 = 0
  }

  var total = Counts()
  var queues: [String: Counts] = [:]
  var agents: [String: Counts] = [:]
  /// By the day number, in the zone, of the call's own arrival.
  var days: [Int64: Counts] = [:]
  var phantoms = 0
  var identified = 0
  var customers: Set<String> = []

  private struct Open: Equatable {
    var day: Int64
    var queue: String?
    var agent: String?
    var isInQueue = false
  }
  private var calls: [StreamName: Open] = [:]

  init(_ events: [ImportedEvent], localOffsetMilliseconds: (Timestamp) -> Int64 = { _ in 0 }) {
    for event in events {
      guard case .call(let call) = event.event else { continue }
      count(call, event.stream, event.time, localOffsetMilliseconds)
    }
    calls = [:]
  }

  init() {}

  private mutating func count(
    _ event: CallEvent, _ stream: StreamName, _ time: Timestamp, _ offset: (Timestamp) -> Int64
  ) {
    switch event {
    case .received(let received):
      let local = time.milliseconds + offset(time)
      calls[stream] = Open(
        day: (local - (local % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000,
        queue: received.queue?.rawValue)
    case .identified(let identified):
      self.identified += 1
      customers.insert(identified.customer.rawValue)
    case .queued(let queued):
      calls[stream]?.queue = queued.queue.rawValue
      calls[stream]?.isInQueue = true
      add(stream) { $0.offered += 1 }
    case .answered(let answered):
      calls[stream]?.agent = answered.agent.rawValue
      add(stream) {
        $0.answered += 1
        $0.waitMilliseconds += answered.waitMilliseconds ?? 0
      }
    case .abandoned(let abandoned) where abandoned.phase == .menu:
      add(stream) { $0.menuAbandoned += 1 }
    case .abandoned(let abandoned):
      add(stream) {
        $0.abandoned += 1
        $0.abandonWaitMilliseconds += abandoned.waitMilliseconds ?? 0
      }
    case .queueExited:
      add(stream) { $0.exited += 1 }
    case .ended(let ended) where ended.cause == Code("phantom"):
      phantoms += 1
    case .ended(let ended):
      add(stream) { $0.talkMilliseconds += ended.talkMilliseconds ?? 0 }
    default: break
    }
  }

  private mutating func add(_ stream: StreamName, _ change: (inout Counts) -> Void) {
    change(&total)
    guard let call = calls[stream] else { return }
    change(&days[call.day, default: Counts()])
    if let queue = call.queue { change(&queues[queue, default: Counts()]) }
    if let agent = call.agent { change(&agents[agent, default: Counts()]) }
  }
}
