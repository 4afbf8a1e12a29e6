internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import Importers
internal import Simulation
internal import Synchronization

/// Puts imported events into the log of a folder that nobody serves.
///
/// The events of a batch are decided one after the other and share the writer's syncs.
struct EngineImportSink: ImportSink {
  typealias Failure = CommandFailure

  let engine: Engine

  func work(ofSource source: String) async throws(CommandFailure) -> SourceWork {
    do {
      return try engine.work(ofSource: source)
    } catch {
      throw CommandFailure("what \(source) has told so far cannot be read: \(error)")
    }
  }

  mutating func accept(_ batch: [ImportedEvent]) async throws(CommandFailure) -> [ImportRefusal] {
    let outcomes = await submit(batch.map(Self.command))
    var refusals: [ImportRefusal] = []
    for (index, outcome) in outcomes.enumerated() {
      if case .quarantined = outcome {
        refusals.append(
          ImportRefusal(index: index, reason: .quarantinedBefore, isQuarantined: true))
      } else if let reason = try Self.reason(of: outcome, for: batch[index]) {
        let data = String(decoding: RowCodec.encode(batch[index].event), as: UTF8.self)
        refusals.append(ImportRefusal(index: index, reason: reason, proposed: data))
      }
    }
    return refusals
  }

  /// Appends simulated events.
  ///
  /// - Returns: how many the rules refused.
  func append(_ events: [SimulatedEvent]) async throws(CommandFailure) -> Int {
    let outcomes = await submit(
      events.map { event in
        let incoming = IncomingEvent(
          stream: event.stream, event: event.event, source: Simulator.source, id: event.id,
          time: event.time)
        return AppendCommand(events: [incoming], kind: .fact, actor: event.actor)
      })
    var refused = 0
    for outcome in outcomes {
      switch outcome {
      case .appended, .quarantined: break
      case .rejected: refused += 1
      case .failed(let failure): throw CommandFailure("the log failed: \(failure)")
      case .keysUnavailable(let why): throw CommandFailure("the log failed: \(why)")
      }
    }
    return refused
  }

  private func submit(_ batch: [AppendCommand]) async -> [CommandOutcome] {
    guard !batch.isEmpty else { return [] }
    return await withCheckedContinuation { continuation in
      let tally = Tally(count: batch.count, continuation)
      for (index, command) in batch.enumerated() {
        engine.commands.submit(command) { tally.note($0, at: index) }
      }
    }
  }

  static func command(for event: ImportedEvent) -> AppendCommand {
    let incoming = IncomingEvent(
      stream: event.stream, event: event.event, source: event.source, id: event.id,
      time: event.time)
    var command = AppendCommand(events: [incoming], kind: .fact, actor: event.actor)
    command.settledIDs = [event.quarantineID]
    if event.isOnlyForNewStream { command.expected = (event.stream.description, .new) }
    return command
  }

  /// Why the rules do not hold the event, or nil where it is in the log or need not be.
  private static func reason(
    of outcome: CommandOutcome, for event: ImportedEvent
  ) throws(CommandFailure) -> ImportReason? {
    switch outcome {
    case .appended, .quarantined: nil
    case .rejected(let rejection, _): ImportReason(rejection.reason.rawValue, rejection.detail)
    case .failed(.refused(.wrongVersion)) where event.isOnlyForNewStream: nil
    case .failed(.refused(.identityConflict(_, let position))):
      ImportReason("identity_conflict", "another event has the line's id, at position \(position)")
    case .failed(let failure): throw CommandFailure("the import stopped: \(failure)")
    case .keysUnavailable(let why): throw CommandFailure("the import stopped: \(why)")
    }
  }
}

/// Collects the answers to a batch and goes on when the last one is in.
private final class Tally: Sendable {
  private let state: Mutex<(outcomes: [CommandOutcome?], left: Int)>
  private let continuation: CheckedContinuation<[CommandOutcome], Never>

  init(count: Int, _ continuation: CheckedContinuation<[CommandOutcome], Never>) {
    state = Mutex((Array(repeating: nil, count: count), count))
    self.continuation = continuation
  }

  func note(_ outcome: CommandOutcome, at index: Int) {
    let all = state.withLock { state -> [CommandOutcome]? in
      state.outcomes[index] = outcome
      state.left -= 1
      return state.left == 0 ? state.outcomes.compactMap(\.self) : nil
    }
    if let all { continuation.resume(returning: all) }
  }
}
