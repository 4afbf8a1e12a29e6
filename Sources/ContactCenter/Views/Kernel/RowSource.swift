/// Where a table finds a row that it does not hold in memory.
///
/// A source that fails remembers its failure and answers nil; the engine asks for the failure
/// before it commits, and throws away what was folded meanwhile.
public protocol RowSource: AnyObject, Sendable {
  /// The row as it was last drained, or nil where there is none.
  func row<Row: ViewRow>(_ type: Row.Type, table: String, key: String) -> Row?
}
