/// An agent's part in a call that is not over yet.
package struct DeskTask: Payload {
  /// What the agent does in the call.
  package enum Kind: String, Choice {
    case ringing
    /// Waiting for the called side of a call that the agent placed.
    case dialling
    case talking
    case holding
    case wrappingUp
  }

  package var call = CallID()
  package var kind = Kind.ringing
  /// When the agent began this part.
  package var since = Timestamp()

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("kind", &kind, "The agent's part in it.")
    fields.required("since", &since, "Since when.")
  }

  /// Whether the agent is on the line.
  package var isOnLine: Bool { kind == .dialling || kind == .talking || kind == .holding }
}
