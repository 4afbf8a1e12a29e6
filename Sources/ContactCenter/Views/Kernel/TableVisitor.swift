/// What walks over the tables of a projection without knowing their rows' types.
public protocol TableVisitor {
  /// `Never` for a visitor that cannot fail.
  associatedtype Failure: Error

  /// Meets one table; may restore, drain or evict its rows.
  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Failure)
}
