/// An agent's part in a call that is not over yet.
public struct DeskTask: Payload {
  /// What the agent does in the call.
  public enum Kind: String, Choice {
    case ringing
    /// Waiting for the called side of a call that the agent placed.
    case dialling
    case talking
    case holding
    case wrappingUp
  }

  public var call = CallID()
  public var kind = Kind.ringing
  /// When the agent began this part.
  public var since = Timestamp()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("kind", &kind, "The agent's part in it.")
    fields.required("since", &since, "Since when.")
  }

  /// Whether the agent is on the line.
  public var isOnLine: Bool { kind == .dialling || kind == .talking || kind == .holding }
}
