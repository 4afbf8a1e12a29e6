package import CustomerKeys
package import EventLog
import LMDB

/// A data folder: the log, what is folded from it, the keys and the state.
///
///     DIR/lock          held by the process that writes
///     DIR/log/          records, synced: what an append waits for
///     DIR/folds/        indexes and views, not synced, folded from the log again when in doubt
///     DIR/keys/         wrapped data keys, synced, apart from the log so that it can be backed up
///                       without them
///     DIR/state/        tokens, lineage, named checkpoints, synced
///     DIR/master.key    wraps the data keys, mode 0600
package final class LMDBStorage: Sendable {
  package let log: any EventLog
  package let views: any ViewStore
  package let keys: any KeyStore
  package let state: any StateStore

  private let parts: Parts
  private let writing: (log: LMDBEventLog, lock: FolderLock)?
  private let markPath: String

  /// The files, opened.
  private struct Parts: Sendable {
    let tables: LogTables
    let indexes: Indexes
    let views: LMDBViewStore
    let keys: LMDBKeyStore
    let state: LMDBStateStore

    var environments: [Environment] {
      [
        tables.environment, indexes.environment, views.environment, keys.environment,
        state.environment,
      ]
    }
  }

  private init(parts: Parts, log: any EventLog, writing: (LMDBEventLog, FolderLock)?, mark: String)
  {
    self.parts = parts
    self.log = log
    self.writing = writing
    views = parts.views
    keys = parts.keys
    state = parts.state
    markPath = mark
  }

  /// Opens a folder for writing, and makes it where there is none.
  ///
  /// Catches the indexes up with the log; after an unclean end of the machine they and the views
  /// are removed, and the indexes folded from the beginning, with `options.progress`.
  ///
  /// - Throws: `StorageFailure.served` while another process has it open for writing;
  ///   `StorageFailure.damaged` where the end of the log is damaged, or missing: an index or a view
  ///   that has come further than the log reaches proves that.
  package static func open(
    folder: String, options: StorageOptions = StorageOptions()
  ) throws(StorageFailure) -> LMDBStorage {
    try Folders.make(folder)
    let lock = try FolderLock(folder: folder)
    let mark = folder + "/folds/mark"
    let identity = options.bootIdentity()
    guard Folders.exists(folder + "/log/data.mdb") || !Folders.exists(mark) else {
      throw .damaged(position: 1, reason: "there are folds of a log, but the log is missing")
    }
    let tables = try LogTables(folder: folder, options: options, isReadOnly: false)
    if !MachineBoot.isTrusted(markAt: mark, identity: identity) {
      try Folders.remove(folder + "/folds")
    }
    let parts = try openFolds(folder, tables, options, mark: mark, identity: identity)
    let last = try lastEvent(of: tables)
    try checkNothingIsAhead(of: last?.position ?? 0, parts)
    try catchUp(parts, to: last?.position ?? 0, options)
    let keys = parts.keys
    let log = LMDBEventLog(
      reader: LogReader(tables: tables, indexes: parts.indexes), last: last, options: options
    ) { () throws(LogFailure) in try keys.commitNew() }
    return LMDBStorage(parts: parts, log: log, writing: (log, lock), mark: mark)
  }

  /// Opens a folder for reading, beside the process that serves it if there is one.
  ///
  /// Sees each of its commits. Every write is refused as unavailable.
  ///
  /// - Throws: `StorageFailure.missing` where there is no log.
  package static func openReadOnly(
    folder: String, options: StorageOptions = StorageOptions()
  ) throws(StorageFailure) -> LMDBStorage {
    let tables = try LogTables(folder: folder, options: options, isReadOnly: true)
    let mark = folder + "/folds/mark"
    guard MachineBoot.isTrusted(markAt: mark, identity: options.bootIdentity()) else {
      throw .unavailable(
        "the machine ended while \(folder) was served: serve it once, to fold its indexes again")
    }
    let indexes = try asStorageFailure { () throws(LMDBFailure) in
      try Indexes.open(
        path: folder + "/folds/indexes", epoch: tables.epoch, options: options, isReadOnly: true)
    }
    guard let indexes else { throw .incompatible("the indexes belong to another log") }
    let parts = try openOthers(folder, tables, indexes, options, isReadOnly: true)
    let log = ReadOnlyEventLog(reader: LogReader(tables: tables, indexes: indexes))
    return LMDBStorage(parts: parts, log: log, writing: nil, mark: mark)
  }

  /// Ends the writer after the jobs that wait, syncs what was not, and lets go of the folder.
  ///
  /// Later calls to the parts throw `closed`. Closing twice is no error.
  package func close() throws(StorageFailure) {
    guard let writing else { return closeEnvironments() }
    defer { writing.lock.release() }
    writing.log.close()
    do throws(LMDBFailure) {
      try parts.indexes.environment.sync()
      try parts.views.environment.sync()
    } catch {
      closeEnvironments()
      guard error == .closed else { throw StorageFailure(error) }
      return
    }
    closeEnvironments()
    try MachineBoot.markClean(at: markPath)
  }

  private func closeEnvironments() {
    for environment in parts.environments { environment.close() }
  }

  /// What checks the log from end to end.
  package var verifier: any LogVerifier {
    LMDBLogVerifier(tables: parts.tables, indexes: parts.indexes)
  }

  // MARK: - Opening

  private static func openFolds(
    _ folder: String, _ tables: LogTables, _ options: StorageOptions, mark: String,
    identity: String?
  ) throws(StorageFailure) -> Parts {
    try Folders.make(folder + "/folds")
    try MachineBoot.markInUse(at: mark, identity: identity)
    if let indexes = try openIndexes(folder, tables, options) {
      return try openOthers(folder, tables, indexes, options, isReadOnly: false)
    }
    // Damaged, or of an older shape: folded again.
    try Folders.remove(folder + "/folds/indexes")
    try Folders.remove(folder + "/folds/views")
    guard let indexes = try openIndexes(folder, tables, options) else {
      throw .incompatible("new indexes do not belong to the log")
    }
    return try openOthers(folder, tables, indexes, options, isReadOnly: false)
  }

  private static func openIndexes(
    _ folder: String, _ tables: LogTables, _ options: StorageOptions
  ) throws(StorageFailure) -> Indexes? {
    let path = folder + "/folds/indexes"
    try Folders.make(path)
    return try asStorageFailure { () throws(LMDBFailure) in
      try Indexes.open(path: path, epoch: tables.epoch, options: options, isReadOnly: false)
    }
  }

  private static func openOthers(
    _ folder: String, _ tables: LogTables, _ indexes: Indexes, _ options: StorageOptions,
    isReadOnly: Bool
  ) throws(StorageFailure) -> Parts {
    let paths = ["/folds/views", "/keys", "/state"].map { folder + $0 }
    if !isReadOnly { for path in paths { try Folders.make(path) } }
    let masterPath = folder + "/master.key"
    guard !isReadOnly || Folders.exists(masterPath) else {
      throw .keys(.unavailable("\(masterPath) is missing"))
    }
    let master: MasterKey
    do throws(KeyFailure) { master = try MasterKey.open(path: masterPath) } catch {
      throw .keys(error)
    }
    return try asStorageFailure { () throws(LMDBFailure) in
      Parts(
        tables: tables, indexes: indexes,
        views: try LMDBViewStore(path: paths[0], options: options, isReadOnly: isReadOnly),
        keys: try LMDBKeyStore(
          path: paths[1], master: master, options: options, isReadOnly: isReadOnly),
        state: try LMDBStateStore(path: paths[2], options: options, isReadOnly: isReadOnly))
    }
  }

  private static func lastEvent(of tables: LogTables) throws(StorageFailure) -> StoredEvent? {
    do throws(LogFailure) { return try tables.lastEvent() } catch { throw StorageFailure(error) }
  }

  /// A fold that has seen more than the log holds proves that the log has lost its end.
  private static func checkNothingIsAhead(
    of head: UInt64, _ parts: Parts
  ) throws(StorageFailure) {
    do throws(LogFailure) {
      let indexed = try parts.indexes.checkpoint()
      if indexed > head { throw missingTail("the indexes have", indexed, head) }
      for view in try parts.views.views() {
        let position = try parts.views.checkpoint(ofView: view)?.position ?? 0
        if position > head { throw missingTail("the view \(view) has", position, head) }
      }
    } catch {
      throw StorageFailure(error)
    }
  }

  private static func missingTail(_ who: String, _ seen: UInt64, _ head: UInt64) -> LogFailure {
    .damaged(
      position: head + 1,
      reason: "\(who) seen position \(seen), but the log ends at \(head): its end is missing")
  }

  private static func catchUp(
    _ parts: Parts, to head: UInt64, _ options: StorageOptions
  ) throws(StorageFailure) {
    var fold = IndexFold(parts.indexes)
    do throws(LogFailure) {
      try Indexer.catchUp(parts.indexes, with: parts.tables, to: head, using: &fold) { position in
        options.progress(position, head)
      }
    } catch {
      throw StorageFailure(error)
    }
  }
}
