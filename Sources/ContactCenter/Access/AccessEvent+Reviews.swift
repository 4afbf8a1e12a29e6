// Who may do what is looked at regularly.

extension AccessEvent {
  /// How often access is to be reviewed. The same again moves the next review: it falls due one
  /// period after this.
  public struct ReviewScheduled: EventPayload {
    public var periodDays: Int64?

    public static let type = EventType(
      "access.review_scheduled", 1, "It was set how often access is to be reviewed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional(
        "periodDays", &periodDays, .range(1...3_660),
        "Days from one review to the next; missing: no longer regularly.")
    }
  }

  /// The time of a review has come. Appended by the engine's clock.
  public struct ReviewDue: EventPayload {
    public static let type = EventType(
      "access.review_due", 1, "The time of a review of access has come.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// Somebody looked at who may do what, and whether they still should.
  public struct ReviewCompleted: EventPayload {
    public var reviewer: Code?
    public var findings: Int64 = 0
    public var removed: Int64 = 0
    public var note: String?

    public static let type = EventType(
      "access.review_completed", 1, "Somebody reviewed who may do what.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reviewer", &reviewer, "Who reviewed; missing: who says so.")
      fields.required("findings", &findings, .range(0...1_000_000), "What was found amiss.")
      fields.required("removed", &removed, .range(0...1_000_000), "The rights taken back for it.")
      fields.optional("note", &note, .personal.text(4096), "What was found, in words.")
    }
  }
}
