// What a source reported and the log could not hold.

extension SourceEvent {
  /// A source's event contradicts what is known, and was set aside.
  public struct EventQuarantined: EventPayload {
    public var reason = Code()
    public var detail: String?
    public var line: Int64?
    public var type: Code?
    public var stream: String?
    public var raw: String?
    public var proposed: String?
    public var proposedID: String?

    public static let type = EventType(
      "source.event_quarantined", 1,
      "A source's event contradicts what is known, and was set aside.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("reason", &reason, "Why, as a stable word.")
      fields.optional("detail", &detail, .text(1024), "Why, in a sentence without personal data.")
      fields.optional(
        "line", &line, .range(1...FieldRules.integerMax),
        "The line of the source's file, from 1.")
      fields.optional("type", &type, "The event type that it would have been.")
      fields.optional("stream", &stream, .text(160), "The stream that it would have gone to.")
      fields.optional("raw", &raw, .personal.text(65_536), "What the source said.")
      fields.optional(
        "proposed", &proposed, .personal.text(65_536),
        "The data of the event that a line would have been, as JSON, where raw is not that.")
      fields.optional("proposedID", &proposedID, "The id that this event would have had.")
    }
  }

  /// A quarantined event was let in after all.
  public struct QuarantineReadmitted: EventPayload {
    public var position = Int64()
    public var reason: Code?

    public static let type = EventType(
      "source.quarantine_readmitted", 1, "A quarantined event was let in after all.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "position", &position, .range(1...FieldRules.integerMax),
        "The position of the quarantined event.")
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// A quarantined event was put aside for good.
  public struct QuarantineDismissed: EventPayload {
    public var position = Int64()
    public var reason: Code?

    public static let type = EventType(
      "source.quarantine_dismissed", 1, "A quarantined event was put aside for good.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "position", &position, .range(1...FieldRules.integerMax),
        "The position of the quarantined event.")
      fields.optional("reason", &reason, "Why.")
    }
  }
}
