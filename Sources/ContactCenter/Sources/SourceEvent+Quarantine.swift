// What a source reported and the log could not hold.

extension SourceEvent {
  /// A source's event contradicts what is known, and was set aside.
  package struct EventQuarantined: EventPayload {
    package var reason = Code()
    package var detail: String?
    package var line: Int64?
    package var type: Code?
    package var stream: Code?
    package var raw: String?
    package var proposed: String?
    package var proposedID: String?

    package static let type = EventType(
      "source.event_quarantined", 1,
      "A source's event contradicts what is known, and was set aside.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("reason", &reason, "Why, as a stable word.")
      fields.optional("detail", &detail, .text(1024), "Why, in a sentence without personal data.")
      fields.optional(
        "line", &line, .range(1...FieldRules.integerMax),
        "The line of the source's file, from 1.")
      fields.optional("type", &type, "The event type that it would have been.")
      fields.optional("stream", &stream, "The stream that it would have gone to.")
      fields.optional("raw", &raw, .personal.text(65_536), "What the source said.")
      fields.optional(
        "proposed", &proposed, .personal.text(65_536),
        "The data of the event that a line would have been, as JSON, where raw is not that.")
      fields.optional("proposedID", &proposedID, "The id that this event would have had.")
    }
  }

  /// A quarantined event was let in after all.
  package struct QuarantineReadmitted: EventPayload {
    package var position = Int64()
    package var reason: Code?

    package static let type = EventType(
      "source.quarantine_readmitted", 1, "A quarantined event was let in after all.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "position", &position, .range(1...FieldRules.integerMax),
        "The position of the quarantined event.")
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// A quarantined event was put aside for good.
  package struct QuarantineDismissed: EventPayload {
    package var position = Int64()
    package var reason: Code?

    package static let type = EventType(
      "source.quarantine_dismissed", 1, "A quarantined event was put aside for good.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "position", &position, .range(1...FieldRules.integerMax),
        "The position of the quarantined event.")
      fields.optional("reason", &reason, "Why.")
    }
  }
}
