import ContactCenter

/// An import's books: what became of each line, and the events that still have to be handed on.
///
/// Importers write into it; whoever owns the log empties it with `deliver`. A line counts once: as
/// events, as ignored by a rule, or as quarantined; a refusal by the sink moves it.
package struct ImportLedger: Sendable {
  package private(set) var summary: ImportSummary
  /// Events that no sink has taken yet.
  package private(set) var pending: [ImportedEvent] = []
  /// By id: the numbers of a followed log begin again when it is rotated.
  private var quarantinedLines: Set<String> = []

  /// Empty books of the log with this name.
  package init(source: String) {
    summary = ImportSummary(source: source)
  }

  /// Hands every pending event to the sink, and the quarantine of what it refuses after them.
  package mutating func deliver<Sink: ImportSink>(
    to sink: inout Sink
  ) async throws(Sink.Failure) {
    while !pending.isEmpty {
      let batch = Array(pending.prefix(ImportLimits.batchEventsMax))
      let refusals = try await sink.accept(batch)
      pending.removeFirst(batch.count)
      for refusal in refusals {
        refuse(batch[refusal.index], because: refusal)
      }
    }
  }

  /// Whether a batch is full, so that it is time to `deliver`.
  var isFull: Bool { pending.count >= ImportLimits.batchEventsMax }

  /// Sets a line aside that says nothing about calls or agents.
  mutating func ignore(rule: String) {
    summary.lines += 1
    summary.ignored[rule, default: 0] += 1
  }

  /// Counts a line whose events are posted now or later.
  mutating func admit() {
    summary.lines += 1
    summary.eventLines += 1
  }

  /// Hands on an event of an admitted line.
  mutating func post(_ event: ImportedEvent) {
    summary.events += 1
    pending.append(event)
  }

  /// Puts a line into the quarantine; `id` is the line's.
  mutating func quarantine(
    _ line: SourceLine, id: LineID, at time: Timestamp, reason: ImportReason
  ) {
    summary.lines += 1
    record(
      line, id: id.quarantineID, at: time,
      .quarantine(of: line, reason: reason, proposed: nil), reason: reason)
  }

  private mutating func refuse(_ event: ImportedEvent, because refusal: ImportRefusal) {
    // A quarantine that is itself refused is counted already: offering it again would never end.
    guard event.id != event.quarantineID else { return }
    summary.events -= 1
    guard !quarantinedLines.contains(event.quarantineID) else { return }
    summary.eventLines -= 1
    guard !refusal.isQuarantined else {
      return count(event.line, id: event.quarantineID, reason: refusal.reason)
    }
    let quarantine = Event.quarantine(
      of: event.line, reason: refusal.reason, proposed: event, data: refusal.proposed)
    record(
      event.line, id: event.quarantineID, at: event.time, quarantine, reason: refusal.reason)
  }

  private mutating func record(
    _ line: SourceLine, id: String, at time: Timestamp, _ quarantine: Event,
    reason: ImportReason
  ) {
    count(line, id: id, reason: reason)
    pending.append(
      ImportedEvent(
        stream: StreamName(.source, summary.source),
        event: quarantine, id: id, source: summary.source, time: time, line: line))
  }

  private mutating func count(_ line: SourceLine, id: String, reason: ImportReason) {
    quarantinedLines.insert(id)
    summary.quarantined += 1
    guard summary.issues.count < ImportLimits.listedIssuesMax else { return }
    summary.issues.append(.init(line: line.number, reason: reason))
  }
}
