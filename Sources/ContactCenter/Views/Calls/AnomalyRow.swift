/// Something that a switch reported and that can hardly be: kept, counted, and listed.
public struct AnomalyRow: ViewRow {
  /// What is odd.
  public enum Kind: String, Choice {
    /// An agent took a call while talking on another.
    case overlappingService = "overlapping_service"
    /// A call was answered by nobody known.
    case unknownAgent = "unknown_agent"
    /// An event of a call is older, by its source's clock, than one before it.
    case clockSteppedBack = "clock_stepped_back"
  }

  public var kind = Kind.overlappingService
  public var position: Int64 = 0
  public var time = Timestamp()
  public var call = CallID()
  public var agent: AgentID?
  public var otherCall: CallID?
  public var milliseconds: Int64?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What is odd.")
    fields.required("position", &position, "The event that showed it.")
    fields.required("time", &time, "When that event happened.")
    fields.required("call", &call, "The call.")
    fields.optional("agent", &agent, "The agent.")
    fields.optional("otherCall", &otherCall, "The other call.")
    fields.optional("milliseconds", &milliseconds, "By how much a clock stepped back.")
  }
}

/// How often an anomaly has been seen.
public struct AnomalyCountRow: ViewRow {
  public var kind = AnomalyRow.Kind.overlappingService
  public var count: Int64 = 0
  public var lastPosition: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What is odd.")
    fields.required("count", &count, "How often it was seen.")
    fields.required("lastPosition", &lastPosition, "The event that showed it last.")
  }
}
