/// What lasts at the moment for one agent: the fold's own note behind working times.
public struct OpenWorkRow: ViewRow {
  public var session: WorkingSpanRow?
  public var presence: WorkingSpanRow?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.object("session", &session, "The session under way.")
    fields.object("presence", &presence, "The presence that was chosen last.")
  }
}
