package import ContactCenter

/// What a source reported and the log could not hold, and what has been decided on it.
package struct QuarantinedEvent: Sendable, Equatable {
  /// What has become of it.
  package enum Status: String, Sendable, CaseIterable {
    /// Nobody has decided on it yet.
    case waiting
    /// It was let in after all.
    case readmitted
    /// It was put aside for good.
    case dismissed
  }

  /// The decision of an operator.
  package struct Settlement: Sendable, Equatable {
    package var position: UInt64
    package var time: Timestamp
    package var actor: Actor
    package var reason: String
  }

  /// Its place in the log, by which it is named.
  package var position: UInt64
  package var source: String
  /// The id that it came with.
  package var id: String
  /// When it happened by its source's clock.
  package var time: Timestamp
  package var recordedTime: Timestamp
  /// Why it was set aside, as a stable word and as a sentence.
  package var reason: String
  package var detail: String?
  /// The line of the source's file.
  package var line: Int64?
  /// The type and stream of the event that it would have been; nil where it could not be read.
  package var type: String?
  package var stream: String?
  package var status = Status.waiting
  package var settlement: Settlement?

  init(_ recorded: RecordedEvent, _ quarantined: SourceEvent.EventQuarantined) {
    position = recorded.position
    source = recorded.source
    id = recorded.id
    time = recorded.time
    recordedTime = recorded.recordedTime
    reason = quarantined.reason.rawValue
    detail = quarantined.detail
    line = quarantined.line
    type = quarantined.type?.rawValue
    stream = quarantined.stream
  }
}
