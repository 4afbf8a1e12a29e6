/// A stretch of time that an agent is scheduled for, and what they are to be in it.
package struct ShiftRow: ViewRow {
  package var agent = AgentID()
  package var shift = Code()
  package var presence = Presence.available
  package var start = Timestamp()
  package var end = Timestamp()
  /// The position of the event that scheduled it.
  package var position: Int64 = 0

  package init() {}

  /// The key under which rows sort by their beginning.
  package var key: String { CohortKey.make(receivedAt: start, position: UInt64(position)) }

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("shift", &shift, "The shift's name, unique for the agent.")
    fields.required("presence", &presence, "What the agent is to be.")
    fields.required("start", &start, "Its first instant.")
    fields.required("end", &end, "The first instant after it.")
    fields.required("position", &position, "The position of the event that scheduled it.")
  }
}
