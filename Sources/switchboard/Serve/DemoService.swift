internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import Logging
internal import ServiceLifecycle
internal import Simulation

/// Simulated traffic in real time, through the same door as a switch's facts.
///
/// The first start begins half an hour in the past, so that the wallboard has something to show; a
/// later one first ends what the one before left open, as a switch's restart does.
struct DemoService: Service {
  private static let head: Int64 = 30 * 60_000

  let engine: Engine
  let callsPerHour: Int
  let logger: Logger

  func run() async throws {
    let start = try await settleLeftovers()
    var settings = SimulationSettings()
    settings.ratePerHour = Double(callsPerHour)
    settings.agents = max(8, callsPerHour / 15)
    let simulation = Simulator(seed: 1, start: start, settings: settings)
    var simulator = await cancelWhenGracefulShutdown { await play(simulation) }
    for event in simulator.close(at: Timestamp(milliseconds: engine.clock())) {
      await append(event)
    }
  }

  /// Records each event when its time has come, until the task is cancelled.
  private func play(_ simulation: Simulator) async -> Simulator {
    var simulator = simulation
    while !Task.isCancelled {
      let event = simulator.next()
      let ahead = event.time.milliseconds - engine.clock()
      // Cancellation ends the wait, and the loop with it.
      if ahead > 0 { try? await Task.sleep(for: .milliseconds(ahead)) }
      guard !Task.isCancelled else { break }
      await append(event)
    }
    return simulator
  }

  /// Ends the calls and sessions that an earlier run left open.
  ///
  /// - Returns: when the simulation is to begin.
  private func settleLeftovers() async throws -> Timestamp {
    let now = Timestamp(milliseconds: engine.clock())
    guard engine.log.head > 0 else { return now.adding(milliseconds: -Self.head) }
    let work = try engine.openWork()
    for call in work.calls {
      let ended = CallEvent.Ended {
        $0.by = .system
        $0.cause = Code("restart")
        $0.inferred = true
        $0.wrapMilliseconds = 0
      }
      await append(.call(.ended(ended)), to: StreamName(.call, call.rawValue), at: now)
    }
    for agent in work.agentsInSession {
      await append(
        .agent(.sessionEnded(AgentEvent.SessionEnded())), to: StreamName(.agent, agent.rawValue),
        at: now)
    }
    return now
  }

  private func append(_ event: Event, to stream: StreamName, at time: Timestamp) async {
    var incoming = IncomingEvent(stream: stream, event: event, source: Simulator.source)
    incoming.time = time
    await submit(incoming, actor: Actor(kind: .system))
  }

  private func append(_ event: SimulatedEvent) async {
    let incoming = IncomingEvent(
      stream: event.stream, event: event.event, source: Simulator.source, id: event.id,
      time: event.time)
    await submit(incoming, actor: event.actor)
  }

  private func submit(_ event: IncomingEvent, actor: Actor) async {
    let outcome = await engine.commands.submit(
      AppendCommand(events: [event], kind: .fact, actor: actor))
    switch outcome {
    case .appended, .quarantined: break
    case .rejected(let rejection, _):
      logger.debug(
        "a simulated event was refused",
        metadata: ["reason": "\(rejection.reason)", "type": "\(event.event.type.name)"])
    case .failed(let failure):
      logger.warning("a simulated event was not kept", metadata: ["failure": "\(failure)"])
    case .keysUnavailable(let why):
      logger.warning("a simulated event was not kept", metadata: ["failure": "\(why)"])
    }
  }
}
