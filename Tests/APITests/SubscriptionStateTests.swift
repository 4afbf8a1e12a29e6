import Testing

@testable import API

@Suite("What a subscriber to the log is sent next")
struct SubscriptionStateTests {
  private func coverage(_ floor: UInt64, _ end: UInt64) -> EventRing.Coverage {
    EventRing.Coverage(floor: floor, end: end)
  }

  @Test("an empty log is caught up with at once, and then a heartbeat follows")
  func emptyLog() {
    var state = SubscriptionState(resumingFrom: 0, terms: .init(), now: 0)
    #expect(state.next(coverage(0, 0), now: 0) == .caughtUp(at: 0))
    #expect(state.next(coverage(0, 0), now: 0) == .heartbeat(end: 0))
    #expect(state.next(coverage(0, 0), now: 0) == .wait)
    #expect(state.next(coverage(0, 0), now: 4_999) == .wait)
    #expect(state.next(coverage(0, 0), now: 5_000) == .heartbeat(end: 0))
  }

  @Test("what the ring does not cover is read from the log, then the ring goes on")
  func handOver() {
    var state = SubscriptionState(resumingFrom: 2, terms: .init(), now: 0)
    #expect(state.next(coverage(5, 9), now: 0) == .sendFromLog(after: 2, through: 9))
    state.delivered(through: 6, lastEvent: 6, count: 4)
    #expect(state.next(coverage(5, 9), now: 0) == .sendFromRing(after: 6, through: 9))
    state.delivered(through: 9, lastEvent: 9, count: 3)
    #expect(state.next(coverage(5, 9), now: 0) == .caughtUp(at: 9))
  }

  @Test("a live subscriber that the ring has left behind is told so once, and reads the log")
  func fellBehind() {
    var state = SubscriptionState(resumingFrom: 9, terms: .init(), now: 0)
    #expect(state.next(coverage(5, 9), now: 0) == .caughtUp(at: 9))
    #expect(state.next(coverage(5, 9), now: 0) == .heartbeat(end: 9))
    #expect(state.next(coverage(20, 30), now: 0) == .fellBehind(at: 9, end: 30))
    #expect(state.next(coverage(20, 30), now: 0) == .sendFromLog(after: 9, through: 30))
    state.delivered(through: 30, lastEvent: 30, count: 21)
    #expect(state.next(coverage(20, 30), now: 0) == .caughtUp(at: 30))
  }

  @Test("a subscriber that is behind but was never live is not told that it fell behind")
  func catchingUpIsNotFallingBehind() {
    var state = SubscriptionState(resumingFrom: 0, terms: .init(), now: 0)
    #expect(state.next(coverage(50, 60), now: 0) == .sendFromLog(after: 0, through: 60))
    state.delivered(through: 10, lastEvent: 10, count: 10)
    #expect(state.next(coverage(70, 80), now: 0) == .sendFromLog(after: 10, through: 80))
  }

  @Test("a filtered stream names its place after a thousand events that it left out")
  func checkpointByCount() {
    var state = SubscriptionState(resumingFrom: 0, terms: .init(), now: 0)
    #expect(state.next(coverage(0, 5_000), now: 0) == .sendFromRing(after: 0, through: 5_000))
    state.delivered(through: 999, lastEvent: nil, count: 0)
    #expect(state.next(coverage(0, 5_000), now: 0) == .sendFromRing(after: 999, through: 5_000))
    state.delivered(through: 1_000, lastEvent: nil, count: 0)
    #expect(state.next(coverage(0, 5_000), now: 0) == .checkpoint(1_000))
    #expect(state.next(coverage(0, 5_000), now: 0) == .sendFromRing(after: 1_000, through: 5_000))
  }

  @Test("a filtered stream names its place with time")
  func checkpointByTime() {
    var state = SubscriptionState(resumingFrom: 0, terms: .init(), now: 0)
    #expect(state.next(coverage(0, 10), now: 0) == .sendFromRing(after: 0, through: 10))
    state.delivered(through: 10, lastEvent: 3, count: 1)
    #expect(state.next(coverage(0, 12), now: 5_000) == .checkpoint(10))
    #expect(state.next(coverage(0, 12), now: 5_000) == .heartbeat(end: 12))
  }

  @Test("a stream with an end says that it has caught up, and ends")
  func bounded() {
    var state = SubscriptionState(resumingFrom: 0, terms: .init(through: 4), now: 0)
    #expect(state.next(coverage(0, 10), now: 0) == .sendFromRing(after: 0, through: 4))
    state.delivered(through: 4, lastEvent: 4, count: 4)
    #expect(state.next(coverage(0, 10), now: 0) == .caughtUp(at: 4))
    #expect(state.next(coverage(0, 10), now: 0) == .end)
    #expect(state.next(coverage(0, 99), now: 9_999) == .end)
  }

  @Test("a stream that does not follow ends at the head")
  func notFollowing() {
    var state = SubscriptionState(resumingFrom: 3, terms: .init(follows: false), now: 0)
    #expect(state.next(coverage(3, 3), now: 0) == .caughtUp(at: 3))
    #expect(state.next(coverage(3, 3), now: 0) == .end)
  }

  @Test("a subscriber who set no limit has none, however much was sent")
  func noLimit() {
    var state = SubscriptionState(
      resumingFrom: 0, terms: SubscriptionState.Terms(), now: 0)
    state.delivered(through: 9, lastEvent: 9, count: 9)
    let countLeft = state.countLeft
    #expect(countLeft == .max)
  }

  @Test("a stream of so many events ends after them")
  func counted() {
    var state = SubscriptionState(resumingFrom: 0, terms: .init(countMax: 2), now: 0)
    #expect(state.next(coverage(0, 10), now: 0) == .sendFromRing(after: 0, through: 10))
    let countLeft = state.countLeft
    #expect(countLeft == 2)
    state.delivered(through: 2, lastEvent: 2, count: 2)
    #expect(state.next(coverage(0, 10), now: 0) == .end)
  }

  @Test(
    "resuming from every place that was named gives exactly the suffix, while the head moves",
    arguments: 0..<60)
  func resumption(seed: Int) {
    var world = SimulatedLog(seed: UInt64(seed))
    var received: [UInt64] = []
    var cursor: UInt64 = 0
    for _ in 0..<40 {
      cursor = world.subscribe(from: cursor, received: &received, seed: seed)
    }
    world.freeze()
    while cursor < world.head {
      cursor = world.subscribe(from: cursor, received: &received, seed: seed)
    }
    #expect(received == world.wanted, "seed \(seed)")
  }
}

/// A log whose head moves and a ring that forgets, both at random, between any two steps.
private struct SimulatedLog {
  private var random: SeededRandom
  /// One event in so many is wanted; nil for all.
  private let share: UInt64?
  private var isFrozen = false
  private(set) var head: UInt64
  private var floor: UInt64
  private var now: Int64 = 0

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    head = UInt64.random(in: 0...3_000, using: &random)
    floor = UInt64.random(in: 0...head, using: &random)
    share = Bool.random(using: &random) ? nil : UInt64.random(in: 1...400, using: &random)
    self.random = random
  }

  /// The positions that a subscriber is to receive, once each.
  var wanted: [UInt64] {
    head == 0 ? [] : (1...head).filter(isWanted)
  }

  mutating func freeze() {
    isFrozen = true
  }

  /// Runs a subscription until it breaks off at random.
  ///
  /// - Returns: the place that the client would resume from.
  mutating func subscribe(from cursor: UInt64, received: inout [UInt64], seed: Int) -> UInt64 {
    var state = SubscriptionState(resumingFrom: cursor, terms: .init(), now: now)
    var client = Client(cursor: cursor, received: received)
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      move()
      switch state.next(EventRing.Coverage(floor: floor, end: head), now: now) {
      case .sendFromRing(let after, let through):
        #expect(after >= floor && through <= head, "seed \(seed)")
        send(after: after, through: through, &state, &client)
      case .sendFromLog(let after, let through):
        send(after: after, through: through, &state, &client)
      case .caughtUp(let position), .checkpoint(let position):
        client.named(position)
      case .fellBehind, .heartbeat: break
      case .wait: now += Int64.random(in: 0...3_000, using: &random)
      case .end: Issue.record("a stream without an end ended, seed \(seed)")
      }
    }
    received = client.received
    return client.cursor
  }

  private mutating func send(
    after: UInt64, through: UInt64, _ state: inout SubscriptionState, _ client: inout Client
  ) {
    let scanned = min(through, after + UInt64.random(in: 1...700, using: &random))
    let events = (after + 1...scanned).filter(isWanted)
    var previous = state.lastFrame
    for event in events {
      client.take(event, previous: previous)
      previous = event
    }
    state.delivered(through: scanned, lastEvent: events.last, count: events.count)
  }

  private func isWanted(_ position: UInt64) -> Bool {
    guard let share else { return true }
    var mixed = SeededRandom(seed: position)
    return mixed.next() % share == 0
  }

  private mutating func move() {
    guard !isFrozen else { return }
    head += UInt64.random(in: 0...50, using: &random)
    floor = max(floor, head - min(head, UInt64.random(in: 0...2_000, using: &random)))
    now += Int64.random(in: 0...400, using: &random)
  }

  /// What the client has seen.
  private struct Client {
    private(set) var cursor: UInt64
    private(set) var received: [UInt64]
    private var lastFrame: UInt64

    init(cursor: UInt64, received: [UInt64]) {
      self.cursor = cursor
      self.received = received
      lastFrame = cursor
    }

    mutating func take(_ event: UInt64, previous: UInt64) {
      #expect(previous == lastFrame)
      received.append(event)
      lastFrame = event
      cursor = event
    }

    mutating func named(_ position: UInt64) {
      #expect(position >= cursor)
      cursor = position
    }
  }
}
