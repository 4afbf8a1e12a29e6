// What was promised to the customer, and what the customer complains of.

extension CaseEvent {
  /// Somebody promised to get back to the customer. The same follow-up again moves it to another
  /// time.
  public struct FollowUpScheduled: EventPayload {
    /// How long a follow-up may stay undone after its time where nothing else is said: a day.
    public static let graceSecondsDefault: Int64 = 86_400

    public var followUp = Code()
    public var due = Timestamp()
    public var graceSeconds: Int64?
    public var agent: AgentID?
    public var note: String?

    public static let type = EventType(
      "case.follow_up_scheduled", 1, "Somebody promised to get back to the customer.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("followUp", &followUp, "Its name within the case.")
      fields.required("due", &due, "When it is to happen.")
      fields.optional(
        "graceSeconds", &graceSeconds, .range(0...31_622_400),
        "How long after that it counts as missed; missing: a day.")
      fields.optional("agent", &agent, "Who is to do it; missing: anybody.")
      fields.optional("note", &note, .personal.text(4096), "What was promised.")
    }
  }

  /// The time of a follow-up has come. Appended by the engine's clock.
  public struct FollowUpDue: EventPayload {
    public var followUp = Code()

    public static let type = EventType(
      "case.follow_up_due", 1, "The time of a follow-up has come.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("followUp", &followUp, "Its name within the case.")
    }
  }

  /// The promise was kept.
  public struct FollowUpCompleted: EventPayload {
    public var followUp = Code()
    public var call: CallID?
    public var note: String?

    public static let type = EventType("case.follow_up_completed", 1, "The promise was kept.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("followUp", &followUp, "Its name within the case.")
      fields.optional("call", &call, "The call in which it was kept.")
      fields.optional("note", &note, .personal.text(4096), "What came of it.")
    }
  }

  /// Nobody kept the promise in time. Appended by the engine's clock, or said by somebody.
  public struct FollowUpMissed: EventPayload {
    public var followUp = Code()
    public var reason: Code?

    public static let type = EventType(
      "case.follow_up_missed", 1, "Nobody kept the promise in time.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("followUp", &followUp, "Its name within the case.")
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// The customer complained.
  public struct ComplaintReceived: EventPayload {
    public var complaint = Code()
    public var about: Code?
    public var agent: AgentID?
    public var call: CallID?
    public var text: String?

    public static let type = EventType("case.complaint_received", 1, "The customer complained.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("complaint", &complaint, "Its name within the case.")
      fields.optional("about", &about, "What it is about, out of the company's list.")
      fields.optional("agent", &agent, "The agent complained of, where it is one.")
      fields.optional("call", &call, "The call in which it was made.")
      fields.optional("text", &text, .personal.text(16384), "What the customer said.")
    }
  }

  /// The complaint was settled.
  public struct ComplaintResolved: EventPayload {
    public var complaint = Code()
    public var remedy: Code?
    public var text: String?

    public static let type = EventType("case.complaint_resolved", 1, "The complaint was settled.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("complaint", &complaint, "Its name within the case.")
      fields.optional("remedy", &remedy, "What was done, out of the company's list.")
      fields.optional("text", &text, .personal.text(16384), "What the customer was told.")
    }
  }
}
