package import ContactCenter
package import EventLog

extension Engine {
  /// The newest events that are searched for calls which a source ended only lately.
  static let sourceWorkEventsMax: UInt64 = 65_536

  /// What a source's events have told so far, for an import of the next part of its log.
  ///
  /// The views know neither which source began a call nor whether one that is over may be meant
  /// again, so this reads the streams of the open calls and of those that the newest
  /// `sourceWorkEventsMax` events are about. Cost: a look-up an event of these.
  package func work(ofSource source: String) throws(LogFailure) -> SourceWork {
    var work = SourceWork()
    var calls = Set(try openWork().calls)
    try addNewestCalls(of: Array(source.utf8), to: &calls)
    for call in calls.sorted() {
      if let open = try sourceCall(call, of: source) { work.calls.append(open) }
    }
    let rows = try views.privateRows(view: AgentsProjection.view, table: AgentsProjection.view)
    for row in rows {
      work.agents.append(SourceAgent(try StoreRowSource.decode(AgentRow.self, row.value)))
    }
    return work
  }

  private func addNewestCalls(
    of source: [UInt8], to calls: inout Set<CallID>
  ) throws(LogFailure) {
    let prefix = Array("\(StreamName.Kind.call.rawValue)/".utf8)
    var position = log.head - min(log.head, Self.sourceWorkEventsMax)
    while true {
      let page = try log.read(after: position, bytesMax: 1 << 20)
      guard !page.isEmpty else { return }
      for event in page where event.sourceEquals(source) && event.streamHasPrefix(prefix) {
        calls.insert(
          CallID(String(decoding: event.streamBytes.dropFirst(prefix.count), as: UTF8.self)))
      }
      position = page.lastPosition
    }
  }

  private func sourceCall(_ call: CallID, of source: String) throws(LogFailure) -> SourceCall? {
    let stream = StreamName(.call, call.rawValue).description
    let stored = try reader.stream(stream, afterVersion: 0, countMax: 10_000)
    guard let first = stored.first, first.source == source else { return nil }
    var events: [RecordedEvent] = []
    for event in stored { events.append(try projections.recorded(event)) }
    return SourceCall(events, of: source)
  }
}

extension SourceAgent {
  fileprivate init(_ row: AgentRow) {
    self.init()
    agent = row.agent
    queues = row.queues
    isPresent = row.presence != .offline
    latest = row.presenceSince ?? latest
  }
}
