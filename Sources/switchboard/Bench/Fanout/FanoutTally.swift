internal import NIOCore
internal import Synchronization

/// What the connections of a fan-out bench count together: every delivery of every event.
///
/// Events are numbered from 0 in the order in which they are published. All connections live on one
/// event loop, so the lock is never waited for.
final class FanoutTally: Sendable {
  struct State {
    let subscribers: Int
    /// Subscriptions that are live.
    var ready = 0
    /// When each event was published, in microseconds of `now`.
    var publishedAt: [Int64] = []
    /// To how many subscribers each event has not been delivered.
    var missing: [Int32] = []
    var delivered = 0
    var bytes = 0
    /// Events that every subscriber has.
    var completed = 0
    var lastDelivery: Int64 = 0
    var latencies = LatencyHistogram()
    /// Times that a subscriber was told that it fell behind.
    var fellBehind = 0
    /// The first thing that should not have come.
    var fault: String?
    /// How many events may be on their way; nil where time decides.
    var outstandingMax: Int?
    /// Takes `PublishOrder`s.
    var publisher: (any Channel)?

    /// Events to be published now, so that as many are on their way as may be.
    mutating func due() -> Range<Int> {
      let published = publishedAt.count
      guard let outstandingMax, fault == nil else { return published..<published }
      return publish(max(0, outstandingMax - (published - completed)))
    }

    /// Notes that events are published.
    mutating func publish(_ count: Int) -> Range<Int> {
      let first = publishedAt.count
      let now = FanoutTally.now
      for _ in 0..<count {
        publishedAt.append(now)
        missing.append(Int32(subscribers))
      }
      return first..<first + count
    }

    /// Notes that a subscriber got an event.
    mutating func deliver(_ event: Int, _ byteCount: Int, at now: Int64) {
      guard event < missing.count else {
        fault = fault ?? "event \(event) came before it was published"
        return
      }
      delivered += 1
      bytes += byteCount
      lastDelivery = now
      latencies.add(Int(now - publishedAt[event]))
      missing[event] -= 1
      if missing[event] == 0 { completed += 1 }
    }
  }

  let state: Mutex<State>

  init(subscribers: Int) {
    state = Mutex(State(subscribers: subscribers))
  }

  /// A clock in microseconds that never steps back.
  static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds / 1_000) }

  /// Publishes as many events as are wanted and not on their way.
  func publishDue() {
    let (publisher, due) = state.withLock { ($0.publisher, $0.due()) }
    if !due.isEmpty { publisher?.writeAndFlush(PublishOrder(events: due), promise: nil) }
  }

  /// Publishes events now.
  func publish(_ count: Int) {
    let (publisher, due) = state.withLock { ($0.publisher, $0.publish(count)) }
    publisher?.writeAndFlush(PublishOrder(events: due), promise: nil)
  }

  /// Notes the first fault.
  func fail(_ fault: String) {
    state.withLock { $0.fault = $0.fault ?? fault }
  }
}

/// Events to be published, by their numbers: written to a publisher's channel.
struct PublishOrder: Sendable {
  let events: Range<Int>
}
