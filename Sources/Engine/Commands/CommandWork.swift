internal import ContactCenter
internal import EventCodec
internal import EventLog
internal import Synchronization

/// What a command's job does: decides against the state, appends, and answers.
final class CommandWork: Sendable {
  private let command: AppendCommand
  let events: [PreparedEvent]
  let handler: CommandHandler
  private let completion: @Sendable (CommandOutcome) -> Void
  /// Set by `run`, read by `complete`; the two never overlap.
  private let outcome = Mutex<CommandOutcome?>(nil)

  init(
    command: AppendCommand, events: [PreparedEvent], handler: CommandHandler,
    completion: @escaping @Sendable (CommandOutcome) -> Void
  ) {
    self.command = command
    self.events = events
    self.handler = handler
    self.completion = completion
  }

  /// What it holds in memory, in bytes.
  var queuedBytes: Int {
    events.reduce(0) { $0 + $1.record.wire.count + $1.record.sealed.count + 512 }
  }

  func run(in transaction: any LogTransaction) throws(LogFailure) {
    let found = try handler.decisions.withLock {
      (state: inout DecisionState) throws(LogFailure) -> CommandOutcome in
      try decide(in: transaction, &state)
    }
    outcome.withLock { $0 = found }
  }

  func complete(_ result: Result<Void, LogFailure>) {
    switch result {
    case .failure(.refused(let refusal)): completion(.failed(.refused(refusal)))
    case .failure(let failure): completion(.failed(failure))
    case .success:
      completion(outcome.withLock { $0 } ?? .failed(.unavailable("the writer gave no answer")))
    }
  }

  // MARK: On the writer's thread

  private func decide(
    in transaction: any LogTransaction, _ state: inout DecisionState
  ) throws(LogFailure) -> CommandOutcome {
    if let earlier = try earlierReceipt(in: transaction) {
      return try answer(to: earlier, in: transaction)
    }
    for id in command.settledIDs {
      guard let stored = try transaction.find(source: events[0].record.source, id: id) else {
        continue
      }
      if try isInQuarantine(stored, in: transaction) { return .quarantined(stored.position) }
      return .appended(
        AppendReceipt(
          first: stored.position, last: stored.position, version: stored.version, isRepeat: true))
    }
    if let (stream, expected) = command.expected {
      let actual = try transaction.version(ofStream: stream)
      guard expected.holds(for: actual) else {
        throw .refused(.wrongVersion(stream: stream, expected: expected, actual: actual))
      }
    }
    try state.synchronize(with: transaction)
    do {
      return try decideAll(in: transaction, &state)
    } catch {
      // Part of it may have been folded that will not be stored.
      state.head = nil
      throw error
    }
  }

  private func earlierReceipt(
    in transaction: any LogTransaction
  ) throws(LogFailure) -> AppendReceipt? {
    // Most commands are one event that nobody has sent before.
    if events.count == 1,
      try transaction.find(source: events[0].record.source, id: events[0].record.id) == nil
    {
      return nil
    }
    return try transaction.earlierReceipt(of: AppendRequest(events.map(\.record)))
  }

  /// A repeated fact that had been quarantined is answered as it was then.
  private func answer(
    to earlier: AppendReceipt, in transaction: any LogTransaction
  ) throws(LogFailure) -> CommandOutcome {
    guard command.contradiction == .quarantine, let event = events.first,
      let stored = try transaction.find(source: event.record.source, id: event.record.id),
      try isInQuarantine(stored, in: transaction)
    else { return .appended(earlier) }
    return .quarantined(stored.position)
  }

  /// Whether what is stored of the source's is a record of its quarantine.
  private func isInQuarantine(
    _ stored: StoredIdentity, in transaction: any LogTransaction
  ) throws(LogFailure) -> Bool {
    let kept = try transaction.events(
      ofStream: QuarantineRecord.stream(of: events[0].record.source),
      afterVersion: stored.version - 1, limit: 1
    ).first
    return kept?.position == stored.position
  }

  private func decideAll(
    in transaction: any LogTransaction, _ state: inout DecisionState
  ) throws(LogFailure) -> CommandOutcome {
    var records: [NewEvent] = []
    let undo = events.count > 1 ? state.savepoint() : nil
    for index in events.indices {
      switch try state.decide(events[index], command, in: transaction) {
      case .accept(let accepted):
        let made = try record(accepted, for: events[index], in: transaction, &state)
        if records.isEmpty { records = made } else { records += made }
      case .refuse(let rejection):
        if let undo { state.restore(undo) }
        return try refuse(rejection, at: index, in: transaction, &state)
      }
    }
    return .appended(
      try append(records, to: events[events.count - 1].record.stream, in: transaction, &state))
  }

  private func refuse(
    _ rejection: Rejection, at index: Int, in transaction: any LogTransaction,
    _ state: inout DecisionState
  ) throws(LogFailure) -> CommandOutcome {
    guard command.kind == .fact, command.contradiction == .quarantine, events.count == 1 else {
      let kept = try self.records(of: rejection, of: events[index], in: transaction, &state)
      if let last = kept.last { _ = try append(kept, to: last.stream, in: transaction, &state) }
      return .rejected(rejection, index: index)
    }
    let record = try handler.quarantine(
      events[index], of: command.events[index], because: rejection, by: command.actor)
    // What is decided on it later is decided against its source's state.
    let target = events[index].redirected(
      to: StreamName(.source, events[index].record.source))
    _ = state.evolve(.source(.eventQuarantined(.init())), of: target)
    return .quarantined(try append([record], to: record.stream, in: transaction, &state).last)
  }

  /// - Parameter stream: the one whose version the answer tells.
  private func append(
    _ records: [NewEvent], to stream: String, in transaction: any LogTransaction,
    _ state: inout DecisionState
  ) throws(LogFailure) -> AppendReceipt {
    let receipt = try transaction.appendUnchecked(records)
    state.head = receipt.last
    guard records[records.count - 1].stream != stream else { return receipt }
    let version = try transaction.version(ofStream: stream)
    return AppendReceipt(
      first: receipt.first, last: receipt.last, version: version, isRepeat: false)
  }
}
