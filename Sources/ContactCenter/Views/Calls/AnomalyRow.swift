/// Something that a switch reported and that can hardly be: kept, counted, and listed.
package struct AnomalyRow: ViewRow {
  /// What is odd.
  package enum Kind: String, Choice {
    /// An agent took a call while talking on another.
    case overlappingService = "overlapping_service"
    /// A call was answered by nobody known.
    case unknownAgent = "unknown_agent"
    /// An event of a call is older, by its source's clock, than one before it.
    case clockSteppedBack = "clock_stepped_back"
  }

  package var kind = Kind.overlappingService
  package var position: Int64 = 0
  package var time = Timestamp()
  package var call = CallID()
  package var agent: AgentID?
  package var otherCall: CallID?
  package var milliseconds: Int64?

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
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
package struct AnomalyCountRow: ViewRow {
  package var kind = AnomalyRow.Kind.overlappingService
  package var count: Int64 = 0
  package var lastPosition: Int64 = 0

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What is odd.")
    fields.required("count", &count, "How often it was seen.")
    fields.required("lastPosition", &lastPosition, "The event that showed it last.")
  }
}
