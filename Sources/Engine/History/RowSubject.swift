internal import EventLog

/// A field of a row of a view.
package struct RowSubject: Sendable {
  /// The view's name in addresses.
  package let table: String
  package let key: String
  let field: RowField

  /// - Parameter field: a name, or several with dots between, from the outside in.
  /// - Returns: nil where a name is empty.
  package init?(table: String, key: String, field: String) {
    guard let field = RowField(field) else { return nil }
    self.table = table
    self.key = key
    self.field = field
  }

  func isOf(_ change: RowChange) -> Bool {
    change.table == table && change.key.utf8.elementsEqual(key.utf8)
  }
}
