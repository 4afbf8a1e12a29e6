/// Where the outcome of a call is kept: outcomes sort by time, and events know the call alone.
struct OutcomeKeyRow: ViewRow {
  var key = ""

  init() {}

  init(key: String) {
    self.key = key
  }

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("key", &key, "The key of the call's outcome.")
  }
}
