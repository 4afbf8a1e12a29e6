/// What lasts at the moment for one agent: the fold's own note behind working times.
package struct OpenWorkRow: ViewRow {
  package var session: WorkingSpanRow?
  package var presence: WorkingSpanRow?

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.object("session", &session, "The session under way.")
    fields.object("presence", &presence, "The presence that was chosen last.")
  }
}
