// Whether the problem is solved, understood, and the customer thanked.

extension CallEvent {
  /// The agent considers the problem solved.
  public struct Resolved: EventPayload {
    public var resolution: Code?

    public static let type = EventType(
      "call.resolved", 1, "The agent considers the problem solved.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("resolution", &resolution, "How, out of the company's list.")
    }
  }

  /// The customer confirmed that the problem is solved.
  public struct ResolutionConfirmed: EventPayload {
    public var understood = Bool()

    public static let type = EventType(
      "call.resolution_confirmed", 1, "The customer confirmed that the problem is solved.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("understood", &understood, "Whether the customer also understood the answer.")
    }
  }

  /// The customer said that the problem is not solved.
  public struct ResolutionDenied: EventPayload {
    public var reason: Code?

    public static let type = EventType(
      "call.resolution_denied", 1, "The customer said that the problem is not solved.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// The customer was thanked.
  public struct Thanked: EventPayload {
    public static let type = EventType("call.thanked", 1, "The customer was thanked.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }
}
