// What agents have to do in a call, and who has read it.

extension PolicyEvent {
  /// A version of a procedure came into force, in the place of the one before.
  public struct ProcedurePublished: EventPayload {
    public var version = Int64()
    public var title: String?
    public var queues: [QueueID] = []
    public var steps: [ProcedureStep] = []

    public static let type = EventType(
      "policy.procedure_published", 1, "A version of a procedure came into force.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "version", &version, .range(1...1_000_000), "The version: one more than the last.")
      fields.optional("title", &title, .text(256), "What people call the procedure.")
      fields.list(
        "queues", &queues, .count(1_000), "The queues whose calls it is for; missing: all calls.")
      fields.objects("steps", &steps, .count(50), "The steps, in the order of a call.")
    }
  }

  /// An agent has read a version of a procedure.
  public struct ProcedureAcknowledged: EventPayload {
    public var version = Int64()
    public var agent = AgentID()

    public static let type = EventType(
      "policy.procedure_acknowledged", 1, "An agent has read a version of a procedure.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("version", &version, .range(1...1_000_000), "The version that was read.")
      fields.required("agent", &agent, "Who has read it.")
    }
  }

  /// A procedure is no longer in force.
  public struct ProcedureWithdrawn: EventPayload {
    public var reason: Code?

    public static let type = EventType(
      "policy.procedure_withdrawn", 1, "A procedure is no longer in force.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }
}
