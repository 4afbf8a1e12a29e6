/// A stretch of time that an agent is scheduled for, and what they are to be in it.
public struct ShiftRow: ViewRow {
  public var agent = AgentID()
  public var shift = Code()
  public var presence = Presence.available
  public var start = Timestamp()
  public var end = Timestamp()
  /// The position of the event that scheduled it.
  public var position: Int64 = 0

  public init() {}

  /// The key under which rows sort by their beginning.
  public var key: String { CohortKey.make(receivedAt: start, position: UInt64(position)) }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("shift", &shift, "The shift's name, unique for the agent.")
    fields.required("presence", &presence, "What the agent is to be.")
    fields.required("start", &start, "Its first instant.")
    fields.required("end", &end, "The first instant after it.")
    fields.required("position", &position, "The position of the event that scheduled it.")
  }
}
