/// Where a scheduled shift is kept: shifts sort by time, and a cancellation knows the name alone.
struct ShiftKeyRow: ViewRow {
  var key = ""

  init() {}

  init(key: String) {
    self.key = key
  }

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("key", &key, "The key of the shift.")
  }
}
