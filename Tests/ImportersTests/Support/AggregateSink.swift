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
  private var known: [String: ImportedEvent] = [:]
  private let floor = Floor()

  mutating func accept(_ batch: [ImportedEvent]) async throws(Never) -> [ImportRefusal] {
    var refused: [ImportRefusal] = []
    for (index, event) in batch.enumerated() {
      let isSettled = known[identity(event, event.quarantineID)] != nil
      let isLeftOut = event.isOnlyForNewStream && aggregates[event.stream] != nil
      guard !isSettled, !isLeftOut else { continue }
      if let reason = take(event) {
        refused.append(ImportRefusal(index: index, reason: reason))
        refusals.append((event.line.number, reason))
      }
    }
    return refused
  }

  private mutating func take(_ imported: ImportedEvent) -> ImportReason? {
    if let stored = known[identity(imported, imported.id)] {
      let isSame = (stored.stream, stored.event) == (imported.stream, imported.event)
      return isSame ? nil : ImportReason("identity_conflict", "another event has the line's id")
    }
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
      known[identity(imported, imported.id)] = imported
      events.append(imported)
      return nil
    }
  }

  func work(ofSource source: String) async throws(Never) -> SourceWork {
    var work = SourceWork()
    for (stream, events) in Dictionary(grouping: recorded(), by: \.stream) {
      switch stream.kind {
      case .call:
        if let call = SourceCall(events, of: source) { work.calls.append(call) }
      case .agent: work.agents.append(Self.agent(AgentID(stream.id), events))
      default: break
      }
    }
    return work
  }

  private func recorded() -> [RecordedEvent] {
    var versions: [StreamName: UInt64] = [:]
    return events.enumerated().map { index, imported in
      versions[imported.stream, default: 0] += 1
      return RecordedEvent(
        position: UInt64(index + 1), version: versions[imported.stream] ?? 0,
        stream: imported.stream, source: imported.source, id: imported.id, time: imported.time,
        recordedTime: imported.time, actor: imported.actor, event: imported.event)
    }
  }

  private static func agent(_ id: AgentID, _ events: [RecordedEvent]) -> SourceAgent {
    var agent = SourceAgent()
    agent.agent = id
    for recorded in events {
      switch recorded.event {
      case .agent(.queueJoined(let joined)): agent.queues.append(joined.queue)
      case .agent(.queueLeft(let left)): agent.queues.removeAll { $0 == left.queue }
      case .agent(.presenceChanged(let changed)):
        agent.isPresent = changed.presence != .offline
        agent.latest = recorded.time
      case .agent(.sessionEnded): agent.isPresent = false
      default: break
      }
    }
    return agent
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
