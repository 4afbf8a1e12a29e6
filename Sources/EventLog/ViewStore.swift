/// Where folds of the log keep their rows: bytes by table and key, each table set with the position
/// up to which it has folded the log.
///
/// Not synced: after an unclean end of the machine the rows are thrown away and folded again. A
/// commit is atomic, so a view is always the fold of exactly the log up to its position.
///
/// A view also keeps what it was at snapshots: at every position that is a multiple of
/// `ViewCheckpoint.snapshotEvents`. What is needed for that is written in the same commits.
public protocol ViewStore: ViewReading {
  /// Stores changed rows and the new checkpoint in one transaction. A nil value removes the row.
  ///
  /// - Parameters:
  ///   - checkpoint: where it keeps snapshots, a commit must not pass one: it may end there.
  ///   - changes: keys hold no zero byte.
  ///   - residentTables: the view's small tables, whose rows at a snapshot are kept together; those
  ///     of the others are kept when they change, one by one.
  func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange], residentTables: [String]
  ) throws(LogFailure)

  /// A view as it was at a snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: the number of the snapshot, from 1: its position is that many times
  ///     `ViewCheckpoint.snapshotEvents`.
  ///   - residentTables: as they were given to `commit`.
  /// - Returns: nil where the view has not come so far, or keeps none.
  func past(
    ofView view: String, snapshot: UInt64, residentTables: [String]
  ) throws(LogFailure) -> (any PastRows)?

  /// Removes a view, all its tables and its checkpoint.
  func remove(view: String) throws(LogFailure)

  /// Puts the view `staged` in the place of `view`, atomically; the old rows are removed.
  func swap(staged: String, into view: String) throws(LogFailure)

  /// The names of the views that have a checkpoint.
  func views() throws(LogFailure) -> [String]
}

extension ViewStore {
  /// Stores changed rows of a view without small tables.
  public func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange]
  ) throws(LogFailure) {
    try commit(view: view, checkpoint: checkpoint, changes: changes, residentTables: [])
  }
}

/// How far a view has come, and by which fold.
public struct ViewCheckpoint: Sendable, Equatable {
  public var position: UInt64
  /// Raised when the fold or the shape of its rows changes, so that an older one is rebuilt.
  public var foldVersion: UInt32
  /// How many events lie between two snapshots; 0 for a view that keeps none.
  public var snapshotEvents: UInt64

  public init(position: UInt64, foldVersion: UInt32, snapshotEvents: UInt64 = 0) {
    self.position = position
    self.foldVersion = foldVersion
    self.snapshotEvents = snapshotEvents
  }

  /// The number of the last snapshot that the view has passed; 0 for none.
  public var lastSnapshot: UInt64 { snapshotEvents == 0 ? 0 : position / snapshotEvents }
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
