internal import ContactCenter
internal import EventCodec
internal import EventLog

// The records of accepted events, of what follows from them, and of refusals that are kept.

extension CommandWork {
  /// Stamps and evolves the accepted events; the proposal among them keeps its own bytes. What an
  /// event means for another stream stands right behind it.
  func record(
    _ accepted: [Event], for proposal: PreparedEvent, in transaction: any LogTransaction,
    _ state: inout DecisionState
  ) throws(LogFailure) -> [NewEvent] {
    var records: [NewEvent] = []
    records.reserveCapacity(accepted.count)
    var consequence = 0
    func append(_ event: Event, to target: PreparedEvent) throws(LogFailure) {
      consequence = try next(consequence, of: proposal, in: transaction)
      let record = try handler.consequence(event, number: consequence, of: target)
      records.append(stamped(record, event, of: target, &state))
    }
    for event in accepted {
      let echoes = try state.echoes(of: event, from: proposal.stream, in: transaction)
      if event == proposal.event {
        records.append(stamped(proposal.record, event, of: proposal, &state))
      } else {
        try append(event, to: proposal)
      }
      for echo in echoes { try append(echo.event, to: proposal.redirected(to: echo.stream)) }
    }
    return records
  }

  /// The next number for what follows from a proposal: a source may have an event of its own under
  /// the identity that it would give.
  private func next(
    _ number: Int, of proposal: PreparedEvent, in transaction: any LogTransaction
  ) throws(LogFailure) -> Int {
    let source = proposal.record.source
    var next = number + 1
    while true {
      let id = CommandHandler.consequenceID(next, of: proposal)
      let isAsked = events.contains { $0.record.id == id && $0.record.source == source }
      if !isAsked, try transaction.find(source: source, id: id) == nil { return next }
      next += 1
    }
  }

  /// The records of a refusal that is to be known, once however often it is asked for.
  func records(
    of rejection: Rejection, of proposal: PreparedEvent, in transaction: any LogTransaction,
    _ state: inout DecisionState
  ) throws(LogFailure) -> [NewEvent] {
    var customer: CustomerID?
    if case .call(.placed(let placed)) = proposal.event {
      customer = try state.customer(of: placed, in: transaction)
    }
    let kept = rejection.record(of: proposal.event, in: proposal.stream, to: customer)
    var records: [NewEvent] = []
    for (index, (stream, event)) in kept.enumerated() {
      let target = proposal.redirected(to: stream, id: "\(proposal.record.id)/refused")
      let id = "\(target.record.id)/\(index + 1)"
      guard try transaction.find(source: target.record.source, id: id) == nil,
        case .accept = try state.aggregate(of: stream, in: transaction).decide(
          event, by: Actor(kind: .system), as: .fact, on: Floor())
      else { continue }
      let record = try handler.consequence(event, number: index + 1, of: target)
      records.append(stamped(record, event, of: target, &state))
    }
    return records
  }

  /// Folds the event, and notes in its record whom it concerns.
  private func stamped(
    _ record: consuming NewEvent, _ event: Event, of proposal: PreparedEvent,
    _ state: inout DecisionState
  ) -> NewEvent {
    let stamps = state.evolve(event, of: proposal)
    record.queue = stamps.queue?.rawValue ?? ""
    record.agent = stamps.agent?.rawValue ?? ""
    record.customer = stamps.customer?.rawValue ?? ""
    return record
  }
}

extension PreparedEvent {
  /// The same proposal as the cause of events in another stream.
  func redirected(to stream: StreamName, id: String? = nil) -> PreparedEvent {
    var record = record
    record.stream = stream.description
    record.id = id ?? record.id
    return PreparedEvent(
      stream: stream, event: event, time: time, traceParent: traceParent, record: record)
  }
}
