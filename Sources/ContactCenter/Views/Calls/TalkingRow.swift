/// The calls that an agent talks on: the fold's own note behind overlapping services.
struct TalkingRow: ViewRow {
  var calls: [CallID] = []

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.list("calls", &calls, .count(10_000), "The calls.")
  }
}
