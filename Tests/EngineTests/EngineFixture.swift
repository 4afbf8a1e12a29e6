import ContactCenter
import CustomerKeys
import Engine
import EventCodec
import EventLog
import Simulation
import Synchronization
import Testing

/// An engine over stores in memory, and short words for what tests say to it.
struct EngineFixture {
  let log: InMemoryEventLog
  let views: InMemoryViewStore
  let engine: Engine

  init() throws {
    try self.init(
      log: InMemoryEventLog(epoch: Epoch(bits: 7), clock: { 1_795_338_000_000 }),
      views: InMemoryViewStore())
  }

  private init(log: InMemoryEventLog, views: InMemoryViewStore) throws {
    self.log = log
    self.views = views
    engine = try Engine(
      stores: EngineStores(
        log: log, views: views, keys: InMemoryKeyStore(), state: InMemoryStateStore()),
      calendar: .utc, clock: { 1_795_338_000_000 })
  }

  /// Another engine over the same stores, as after a restart.
  func restarted() throws -> EngineFixture {
    try EngineFixture(log: log, views: views)
  }

  func submit(
    _ events: [(StreamName, Event)], id: String? = nil, as kind: ProposalKind = .command,
    contradiction: AppendCommand.Contradiction = .refuse,
    expected: (stream: String, version: ExpectedVersion)? = nil
  ) async -> CommandOutcome {
    let incoming = events.enumerated().map { index, pair in
      IncomingEvent(
        stream: pair.0, event: pair.1, source: "test", id: id.map { "\($0)-\(index)" },
        time: Timestamp(milliseconds: 1_795_338_000_000))
    }
    var command = AppendCommand(
      events: incoming, expected: expected, kind: kind,
      actor: Actor(kind: kind == .fact ? .integration : .supervisor, id: "test"))
    command.contradiction = contradiction
    return await engine.commands.submit(command)
  }
}

/// A call's stream.
func call(_ id: String) -> StreamName { StreamName(.call, id) }

let received = Event.call(.received(CallEvent.Received()))

func queued(_ queue: String) -> Event {
  .call(.queued(CallEvent.Queued { $0.queue = QueueID(queue) }))
}

func answered(_ agent: String) -> Event {
  .call(.answered(CallEvent.Answered { $0.agent = AgentID(agent) }))
}

func offered(_ agent: String) -> Event {
  .call(.offered(CallEvent.Offered { $0.agent = AgentID(agent) }))
}

/// The first events of a simulation, as facts.
func simulated(_ count: Int, seed: UInt64) -> [AppendCommand] {
  var simulator = Simulator(seed: seed, start: Timestamp(milliseconds: 1_795_338_000_000))
  return (0..<count).map { _ in
    let event = simulator.next()
    let incoming = IncomingEvent(
      stream: event.stream, event: event.event, source: Simulator.source, id: event.id,
      time: event.time)
    return AppendCommand(events: [incoming], kind: .fact, actor: event.actor)
  }
}
