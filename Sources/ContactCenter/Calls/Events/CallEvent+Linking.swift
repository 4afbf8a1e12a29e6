// What a call belongs to beyond itself.

extension CallEvent {
  /// The call is about a case that is open already. The link is the call's own event, since it is
  /// the call that learns of it; the case's page and the call's page both show it.
  public struct LinkedToCase: EventPayload {
    public var `case` = CaseID()

    public static let type = EventType(
      "call.linked_to_case", 1, "The call is about a case that is open already.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("case", &self.case, "The case.")
    }
  }
}
