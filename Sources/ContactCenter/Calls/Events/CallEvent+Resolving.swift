// Whether the problem is solved, understood, and the customer thanked.

extension CallEvent {
  /// The agent considers the problem solved.
  package struct Resolved: EventPayload {
    package var resolution: Code?

    package static let type = EventType(
      "call.resolved", 1, "The agent considers the problem solved.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("resolution", &resolution, "How, out of the company's list.")
    }
  }

  /// The customer confirmed that the problem is solved.
  package struct ResolutionConfirmed: EventPayload {
    package var understood = Bool()

    package static let type = EventType(
      "call.resolution_confirmed", 1, "The customer confirmed that the problem is solved.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("understood", &understood, "Whether the customer also understood the answer.")
    }
  }

  /// The customer said that the problem is not solved.
  package struct ResolutionDenied: EventPayload {
    package var reason: Code?

    package static let type = EventType(
      "call.resolution_denied", 1, "The customer said that the problem is not solved.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// The customer was thanked.
  package struct Thanked: EventPayload {
    package static let type = EventType("call.thanked", 1, "The customer was thanked.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {}
  }
}
