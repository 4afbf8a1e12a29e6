/// An agent who has what a queue needs.
public struct QualifiedAgent: Payload {
  public var agent = AgentID()
  /// The levels of what is needed, added up.
  public var levels: Int64 = 0
  /// The earliest date on which something needed expires; nil: nothing does.
  public var until: Timestamp?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("levels", &levels, "The levels of what is needed, added up.")
    fields.optional("until", &until, "From when they may not any more; missing: no date is set.")
  }
}
