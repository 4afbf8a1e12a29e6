// Whether a call is recorded, by whose leave.

extension CallEvent {
  /// The call is recorded from here on, for the first time or again.
  public struct RecordingStarted: EventPayload {
    public var reference: Code?
    public var consent: Code?

    public static let type = EventType(
      "call.recording_started", 1, "The call is recorded from here on.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reference", &reference, "Where the recording is kept.")
      fields.optional(
        "consent", &consent,
        "How the caller agreed in this call: asked, announced; missing: an earlier consent holds.")
    }
  }

  /// The recording was interrupted, for example while a card number is said.
  public struct RecordingPaused: EventPayload {
    public var reason: Code?

    public static let type = EventType(
      "call.recording_paused", 1, "The recording was interrupted.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// The call is recorded no more.
  public struct RecordingStopped: EventPayload {
    public var reference: Code?

    public static let type = EventType(
      "call.recording_stopped", 1, "The call is recorded no more.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reference", &reference, "Where the recording is kept.")
    }
  }

  /// Recording was refused for want of consent: the record of a rule that held.
  public struct RecordingRefused: EventPayload {
    public var reason = Code()

    public static let type = EventType(
      "call.recording_refused", 1, "Recording the call was refused for want of consent.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("reason", &reason, "Why it was refused, as a stable word.")
    }
  }
}
