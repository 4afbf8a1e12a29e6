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
  /// As many events whose time has passed are handed on together.
  private static let lateEventsMax = 256

  let engine: Engine
  let callsPerHour: Int
  let logger: Logger

  func run() async throws {
    let start = try await settleLeftovers()
    var settings = SimulationSettings()
    settings.ratePerHour = Double(callsPerHour)
    // A talk and its wrap-up take some five minutes: twelve agents' worth an hour and 120 calls.
    settings.agents = max(6, callsPerHour / 10)
    // The engine's own clock says what falls due.
    settings.playsClock = false
    let simulation = Simulator(seed: 1, start: start, settings: settings)
    var simulator = await cancelWhenGracefulShutdown { await play(simulation) }
    await append(simulator.close(at: Timestamp(milliseconds: engine.clock())))
  }

  /// Records each event when its time has come, until the task is cancelled.
  private func play(_ simulation: Simulator) async -> Simulator {
    var simulator = simulation
    var late: [SimulatedEvent] = []
    while !Task.isCancelled {
      let event = simulator.next()
      let ahead = event.time.milliseconds - engine.clock()
      if ahead > 0 {
        await append(late)
        late.removeAll(keepingCapacity: true)
        // Cancellation ends the wait, and the loop with it.
        try? await Task.sleep(for: .milliseconds(ahead))
      }
      guard !Task.isCancelled else { break }
      late.append(event)
      if late.count == Self.lateEventsMax {
        await append(late)
        late.removeAll(keepingCapacity: true)
      }
    }
    await append(late)
    return simulator
  }

  /// Ends the calls and sessions that an earlier run left open.
  ///
  /// - Returns: when the simulation is to begin.
  private func settleLeftovers() async throws -> Timestamp {
    let now = Timestamp(milliseconds: engine.clock())
    let calls = try engine.views.page(view: "calls", after: nil, limit: 1)
    guard !calls.rows.isEmpty else { return now.adding(milliseconds: -Self.head) }
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

  /// Hands events on together, in their order: they share the writer's syncs.
  private func append(_ events: [SimulatedEvent]) async {
    do {
      let refused = try await EngineImportSink(engine: engine).append(events)
      if refused > 0 {
        logger.debug("simulated events were refused", metadata: ["count": "\(refused)"])
      }
    } catch {
      logger.warning("simulated events were not kept", metadata: ["failure": "\(error)"])
    }
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
