/// Where folds of the log keep their rows: bytes by table and key, each table set with the position
/// up to which it has folded the log.
///
/// Not synced: after an unclean end of the machine the rows are thrown away and folded again. A
/// commit is atomic, so a view is always the fold of exactly the log up to its position.
public protocol ViewStore: Sendable {
  /// The position up to which a view has been folded and the version of its fold; nil for none.
  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint?

  /// One row as it was stored, or nil.
  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]?

  /// Rows in the order of their keys' bytes.
  ///
  /// - Parameters:
  ///   - key: exclusive; nil starts at the first row.
  ///   - through: inclusive upper bound of the keys; nil for none.
  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow]

  /// Stores changed rows and the new checkpoint in one transaction. A nil value removes the row.
  func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange]
  ) throws(LogFailure)

  /// Removes a view, all its tables and its checkpoint.
  func remove(view: String) throws(LogFailure)

  /// Puts the view `staged` in the place of `view`, atomically; the old rows are removed.
  func swap(staged: String, into view: String) throws(LogFailure)

  /// The names of the views that have a checkpoint.
  func views() throws(LogFailure) -> [String]
}

/// How far a view has come, and by which fold.
public struct ViewCheckpoint: Sendable, Equatable {
  public var position: UInt64
  /// Raised when the fold or the shape of its rows changes, so that an older one is rebuilt.
  public var foldVersion: UInt32

  public init(position: UInt64, foldVersion: UInt32) {
    self.position = position
    self.foldVersion = foldVersion
  }
}

/// A row as it is stored.
public struct StoredRow: Sendable, Equatable {
  public var key: String
  public var value: [UInt8]

  public init(key: String, value: [UInt8]) {
    self.key = key
    self.value = value
  }
}

/// A row to be stored, or removed where `value` is nil.
public struct RowChange: Sendable, Equatable {
  public var table: String
  public var key: String
  public var value: [UInt8]?

  public init(table: String, key: String, value: [UInt8]?) {
    self.table = table
    self.key = key
    self.value = value
  }
}
