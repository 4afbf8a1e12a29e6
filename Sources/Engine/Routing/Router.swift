internal import ContactCenter
internal import EventCodec
internal import EventLog

/// The engine's router: gives waiting calls to agents, in queues whose strategy is not `external`.
///
/// What to do is decided by `RoutingRound`, a pure function of rows that are folded from the log:
/// after a restart it goes on where the log ends. What it wants is appended by the log's writer
/// like everybody's commands: all events of a decision or none, only where nothing has happened to
/// the call since, and by the rules on agents. A refused decision is dropped, and made anew from
/// what has been folded since.
///
/// Between its rounds it waits until the views have what it appended. While every queue is
/// `external` it costs a look at a flag for each batch that is folded.
package actor Router {
  /// The source of its events.
  package static let source = "urn:switchboard:router"

  /// As many decisions are handed to the writer together.
  private static let decisionsMax = 1_000
  /// How long it waits, in milliseconds, where the views cannot be read.
  private static let retryMilliseconds: Int64 = 1_000

  private let engine: Engine
  private let loop: WorkLoop
  private let seed: @Sendable () -> UInt64
  private var mirror = RoutingMirror()
  private var holds = RoutingHolds()
  /// The position that the views must have reached before the next round.
  private var awaited: UInt64 = 0

  /// A router that goes by the engine's clock, waits by the machine's, and draws by its dice.
  package init(engine: Engine) {
    self.init(
      engine: engine, seed: { .random(in: .min ... .max) },
      sleep: WorkLoop.machineSleep(by: engine.clock))
  }

  /// - Parameters:
  ///   - seed: from what the seeds of random choices are made, asked once a round.
  ///   - sleep: returns when the engine's clock shows a time, in milliseconds since 1970, or when
  ///     its task is cancelled.
  package init(
    engine: Engine, seed: @escaping @Sendable () -> UInt64,
    sleep: @escaping @Sendable (_ until: Int64) async -> Void
  ) {
    self.engine = engine
    self.seed = seed
    loop = WorkLoop(engine: engine, sleep: sleep)
  }

  /// Routes whenever something has changed, or falls due, until the task is cancelled.
  package func run() async {
    await loop.run { await route() }
  }

  /// Does everything that is to be done now.
  ///
  /// - Returns: when to look again, if nothing changes before; nil: not at all.
  @discardableResult
  package func route() async -> Int64? {
    while true {
      // What it appended wakes it when it has been folded.
      guard engine.views.position >= awaited else { return nil }
      let picture: RoutingPicture?
      do throws(LogFailure) {
        picture = try mirror.refresh(from: engine.views)
      } catch {
        // The views cannot be read just now: the loop that folds them says so itself.
        return engine.clock() + Self.retryMilliseconds
      }
      guard let picture else { return nil }
      let now = engine.clock()
      holds.release(at: now, seeing: picture)
      let plan = RoutingRound.plan(for: picture, in: circumstances(of: picture, at: now))
      let isRefused = await carryOut(plan)
      guard isRefused else {
        return [plan.nextLook?.milliseconds, holds.firstEnd].compactMap(\.self).min()
      }
    }
  }

  private func circumstances(
    of picture: RoutingPicture, at now: Int64
  ) -> RoutingCircumstances {
    var circumstances = RoutingCircumstances(now: Timestamp(milliseconds: now))
    circumstances.seed = seed()
    circumstances.heldCalls = holds.heldCalls
    circumstances.heldAgents = holds.heldAgents
    for queue in picture.queues.values where queue.hasHours {
      circumstances.calendars[queue.queue] =
        engine.zones.days(of: queue.zone) ?? engine.calendar
    }
    return circumstances
  }

  /// Hands decisions to the writer, together, so that they share its syncs, and hears what became
  /// of them.
  ///
  /// - Returns: whether an agent was refused, so that another is to be found at once.
  private func carryOut(_ plan: RoutingPlan) async -> Bool {
    let decisions = plan.decisions.prefix(Self.decisionsMax)
    guard !decisions.isEmpty else { return false }
    let (outcomes, continuation) = AsyncStream.makeStream(of: (Int, CommandOutcome).self)
    for (index, decision) in decisions.enumerated() {
      engine.commands.submit(Self.command(decision)) { continuation.yield((index, $0)) }
    }
    var isRefused = false
    var left = decisions.count
    for await (index, outcome) in outcomes {
      if note(outcome, of: decisions[index]) { isRefused = true }
      left -= 1
      if left == 0 { break }
    }
    return isRefused
  }

  /// - Returns: whether the call may be offered to somebody else at once.
  private func note(_ outcome: CommandOutcome, of decision: RoutingDecision) -> Bool {
    switch outcome {
    case .appended(let receipt): awaited = max(awaited, receipt.last)
    case .quarantined(let position): awaited = max(awaited, position)
    case .rejected(_, let index):
      if case .offered(let offered) = decision.steps[index].event {
        holds.hold(offered.agent, at: engine.clock())
        return true
      }
      holds.hold(decision, at: engine.clock())
    case .failed, .keysUnavailable: holds.hold(decision, at: engine.clock())
    }
    return false
  }

  private static func command(_ decision: RoutingDecision) -> AppendCommand {
    let stream = StreamName(.call, decision.call.rawValue)
    let events = decision.steps.enumerated().map { index, step in
      IncomingEvent(
        stream: stream, event: .call(step.event), source: source,
        id: "\(stream)/\(decision.version)/\(index)", time: step.time)
    }
    return AppendCommand(
      events: events,
      expected: (stream.description, .exactly(UInt64(decision.version))), kind: .command,
      actor: Actor(kind: .system, id: "router"))
  }
}
