import ContactCenter
import CustomerKeys
import Engine
import EventCodec
import EventLog

/// An engine whose clock a test moves.
struct ClockFixture {
  static let start: Int64 = 1_795_338_000_000

  let time: ManualClock
  let log: InMemoryEventLog
  let views: InMemoryViewStore
  let keys: InMemoryKeyStore
  let engine: Engine
  let clock: DeadlineClock

  init() throws {
    let time = ManualClock(now: Self.start)
    let log = InMemoryEventLog(epoch: Epoch(bits: 7), clock: { time.now })
    try self.init(time, log, InMemoryViewStore(), InMemoryKeyStore())
  }

  private init(
    _ time: ManualClock, _ log: InMemoryEventLog, _ views: InMemoryViewStore,
    _ keys: InMemoryKeyStore
  ) throws {
    self.time = time
    self.log = log
    self.views = views
    self.keys = keys
    engine = try Engine(
      stores: EngineStores(log: log, views: views, keys: keys, state: InMemoryStateStore()),
      calendar: .utc, clock: { time.now })
    clock = DeadlineClock(engine: engine) { await time.wait(until: $0) }
  }

  /// Another engine over the same stores, as after a restart.
  func restarted() throws -> ClockFixture {
    try ClockFixture(time, log, views, keys)
  }

  /// Another engine over the same log whose views are folded anew.
  func rebuilt() throws -> ClockFixture {
    try ClockFixture(time, log, InMemoryViewStore(), keys)
  }

  /// Appends events that happen now, and folds them.
  func happen(_ events: [(StreamName, Event)]) async throws {
    let incoming = events.map {
      IncomingEvent(
        stream: $0.0, event: $0.1, source: "test", time: Timestamp(milliseconds: time.now))
    }
    let outcome = await engine.commands.submit(
      AppendCommand(events: incoming, kind: .command, actor: Actor(kind: .supervisor, id: "sam")))
    guard case .appended = outcome else { throw Unexpected(outcome: "\(outcome)") }
    try await engine.open()
  }

  /// Lets the clock do what is due by a time, and folds it.
  ///
  /// - Returns: the next deadline.
  func pass(to milliseconds: Int64) async throws -> Int64? {
    time.advance(to: Self.start + milliseconds)
    let next = await clock.fireDue()
    try await engine.open()
    return next.map { $0 - Self.start }
  }

  /// The types of the clock's events, in the order of the log.
  func fired() throws -> [String] {
    try log.read(after: 0, bytesMax: 1 << 20).filter { $0.source == DeadlineClock.source }
      .map(\.type)
  }

  func rows(_ view: String) throws -> [String] {
    try engine.views.page(view: view, after: nil, limit: 1_000).rows
      .map { String(decoding: $0.value, as: UTF8.self) }
  }

  struct Unexpected: Error { let outcome: String }
}
