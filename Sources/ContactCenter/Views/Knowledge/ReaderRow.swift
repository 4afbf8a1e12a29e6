/// The name of an agent who is expected to read.
struct ReaderRow: ViewRow {
  var agent = AgentID()

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
  }
}
