import ContactCenter
import Importers

/// A log in miniature: takes events as the engine does, with the domain's own rules, in fact mode.
struct AggregateSink: ImportSink {
  /// What was accepted, in order; consequences that the domain adds are not among it.
  private(set) var events: [ImportedEvent] = []
  private(set) var refusals: [(line: Int, reason: ImportReason)] = []
  /// The state of every stream.
  private(set) var aggregates: [StreamName: Aggregate] = [:]
  /// How many consequences the domain added.
  private(set) var consequences = 0
  private var known: Set<String> = []
  private let floor = Floor()

  mutating func accept(_ batch: [ImportedEvent]) async throws(Never) -> [ImportRefusal] {
    var refused: [ImportRefusal] = []
    for (index, event) in batch.enumerated() {
      let isKnown =
        known.contains(identity(event, event.id))
        || known.contains(identity(event, event.quarantineID))
      let isLeftOut = event.isOnlyForNewStream && aggregates[event.stream] != nil
      guard !isKnown, !isLeftOut else { continue }
      if let reason = take(event) {
        refused.append(ImportRefusal(index: index, reason: reason))
        refusals.append((event.line.number, reason))
      }
    }
    return refused
  }

  private mutating func take(_ imported: ImportedEvent) -> ImportReason? {
    guard var aggregate = aggregates[imported.stream] ?? Aggregate(stream: imported.stream) else {
      return ImportReason("no_such_stream", "nothing of this kind is known")
    }
    switch aggregate.decide(imported.event, by: imported.actor, as: .fact, on: floor) {
    case .refuse(let rejection):
      return ImportReason(rejection.reason.rawValue, rejection.detail)
    case .accept(let accepted):
      for event in accepted {
        aggregate.evolve(event, at: imported.time, position: UInt64(events.count + 1))
      }
      consequences += accepted.count - 1
      aggregates[imported.stream] = aggregate
      known.insert(identity(imported, imported.id))
      events.append(imported)
      return nil
    }
  }

  private func identity(_ event: ImportedEvent, _ id: String) -> String { "\(event.source) \(id)" }

  /// The state of a call, by its id.
  func phase(ofCall id: String) -> CallPhase? {
    guard case .call(let call)? = aggregates[StreamName(.call, id)] else { return nil }
    return call.phase
  }

  /// The names of the event types of a stream, in order.
  func types(of stream: StreamName) -> [String] {
    events.filter { $0.stream == stream }.map(\.event.type.name)
  }

  /// The payloads of a call that are of this kind.
  func calls<Payload>(_ pick: (CallEvent) -> Payload?) -> [Payload] {
    events.compactMap { imported in
      guard case .call(let event) = imported.event else { return nil }
      return pick(event)
    }
  }
}
