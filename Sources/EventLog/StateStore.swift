/// Small facts of this installation that are not folds of the log: tokens, named checkpoints,
/// the lineage of epochs. Synced before a write returns.
public protocol StateStore: Sendable {
  func value(table: String, key: String) throws(LogFailure) -> [UInt8]?

  /// All rows of a table in the order of their keys' bytes.
  func values(table: String) throws(LogFailure) -> [StoredRow]

  /// Stores a value, or removes it where it is nil. Durable on return.
  func set(table: String, key: String, value: [UInt8]?) throws(LogFailure)
}
