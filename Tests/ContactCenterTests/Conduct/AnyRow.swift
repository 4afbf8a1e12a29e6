import ContactCenter

/// A row of which only the number matters.
struct AnyRow: ViewRow {
  mutating func describe(_ fields: inout some FieldVisitor) {}
}
