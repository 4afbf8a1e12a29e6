import ContactCenter
import Engine
import EventCodec
import EventLog

/// An engine with a router, whose clock a test moves.
struct RouterFixture {
  static let start = ClockFixture.start

  private let clock: ClockFixture
  let router: Router

  init() throws {
    try self.init(ClockFixture())
  }

  private init(_ clock: ClockFixture) throws {
    self.clock = clock
    router = Self.router(of: clock)
  }

  private static func router(of clock: ClockFixture) -> Router {
    let time = clock.time
    return Router(engine: clock.engine, seed: { 7 }, sleep: { await time.wait(until: $0) })
  }

  var time: ManualClock { clock.time }
  var log: InMemoryEventLog { clock.log }
  var engine: Engine { clock.engine }

  /// Another engine and router over the same stores, as after a restart.
  func restarted() throws -> RouterFixture { try RouterFixture(clock.restarted()) }

  /// Another engine over the same log whose views are folded anew.
  func rebuilt() throws -> RouterFixture { try RouterFixture(clock.rebuilt()) }

  /// A second router beside the first.
  func otherRouter() -> Router { Self.router(of: clock) }

  /// Appends events that happen now, as commands, and folds them.
  func happen(_ events: [(StreamName, Event)]) async throws { try await clock.happen(events) }

  func rows(_ view: String) throws -> [String] { try clock.rows(view) }

  /// Appends events as a switch does; nothing folds them.
  func report(_ events: [(StreamName, Event)]) async {
    let incoming = events.map { IncomingEvent(stream: $0.0, event: $0.1, source: "test") }
    _ = await engine.commands.submit(
      AppendCommand(events: incoming, kind: .fact, actor: Actor(kind: .integration, id: "test")))
  }

  /// Lets the router do what is to be done now, and folds it.
  ///
  /// - Returns: when it wants to look again, after the start.
  func route() async throws -> Int64? {
    _ = await router.route()
    try await engine.open()
    let next = await router.route()
    try await engine.open()
    return next.map { $0 - Self.start }
  }

  func events() throws -> [StoredEvent] { Array(try log.read(after: 0, bytesMax: 1 << 20)) }

  /// What the router appended, as stream and type, in the order of the log.
  func routed() throws -> [String] {
    try events().filter { $0.source == Router.source }.map { "\($0.stream) \($0.type)" }
  }

  /// Every head that the log has from now on.
  func heads() -> AsyncStream<UInt64> {
    let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self)
    let observation = log.observeHead { continuation.yield($0) }
    continuation.onTermination = { _ in observation.cancel() }
    continuation.yield(log.head)
    return stream
  }
}
