package import ContactCenter

/// An event that an importer read out of somebody else's log.
package struct ImportedEvent: Sendable, Equatable {
  /// The stream that it belongs to.
  package var stream: StreamName
  package var event: Event
  /// 32 hexadecimal digits of the line, a point, and the event's number within the line, or 32
  /// digits of its stream. The same line of the same log has the same id in every import.
  package var id: String
  /// The name of the log that it comes from; with `id` its identity for ever.
  package var source: String
  /// When it happened by the source's own clock.
  package var time: Timestamp
  /// The line that it stems from.
  package var line: SourceLine
  /// True for what only opens its stream (a call's `received`, a queue's first `configured`): it is
  /// left out, without a refusal, where the stream exists already.
  package var isOnlyForNewStream: Bool

  package init(
    stream: StreamName, event: Event, id: String, source: String, time: Timestamp,
    line: SourceLine, isOnlyForNewStream: Bool = false
  ) {
    self.stream = stream
    self.event = event
    self.id = id
    self.source = source
    self.time = time
    self.line = line
    self.isOnlyForNewStream = isOnlyForNewStream
  }

  /// The source's program reported it.
  package var actor: Actor { Actor(kind: .integration, id: source) }

  /// The id under which the line's quarantine is or would be recorded.
  ///
  /// Where it is stored already, an earlier import refused the line: a sink does not try again.
  package var quarantineID: String { LineID.quarantineID(ofEventID: id) }
}
