/// How often a scope's access is reviewed, and the deadline that is armed for it.
struct ReviewBook: ViewRow {
  var periodDays: Int64?
  var key: String?

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.optional("periodDays", &periodDays, "Days from one review to the next.")
    fields.optional("key", &key, "The key of the deadline's row.")
  }
}
