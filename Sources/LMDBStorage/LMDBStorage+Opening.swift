import CustomerKeys
import EventLog
import LMDB

extension LMDBStorage {
  /// Opens a folder for writing, and makes it where there is none.
  ///
  /// Catches the indexes up with the log. Where they or the views are damaged they are removed, and
  /// both after an unclean end of the machine; the indexes are then folded from the beginning, with
  /// `options.progress`.
  ///
  /// - Throws: `StorageFailure.served` while another process has it open for writing;
  ///   `StorageFailure.damaged` where the end of the log is damaged, or missing: an index or a view
  ///   that has come further than the log reaches proves that. Nothing has been changed then.
  package static func open(
    folder: String, options: StorageOptions = StorageOptions()
  ) throws(StorageFailure) -> LMDBStorage {
    try Folders.make(folder)
    let lock = try FolderLock(folder: folder)
    let mark = folder + "/folds/mark"
    let state = try openState(folder, options)
    let known = try state.logEpoch()
    let isNew = known == nil && !Folders.exists(mark)
    guard isNew || Folders.holdsData(folder + "/log/data.mdb") else {
      throw .damaged(position: 1, reason: "the folder is not new, but its log is missing or empty")
    }
    let tables = try LogTables(
      folder: folder, options: options, expected: known, isReadOnly: false)
    let last = try lastEvent(of: tables)
    let head = last?.position ?? 0
    try checkNothingIsAhead(of: head, in: folder, of: tables.epoch, options)
    if known == nil { try state.setLogEpoch(tables.epoch) }
    let keys = try openKeys(folder, state, options)
    let identity = options.bootIdentity()
    if !MachineBoot.isTrusted(markAt: mark, identity: identity) {
      try Folders.remove(folder + "/folds")
    }
    try Folders.make(folder + "/folds")
    try MachineBoot.markInUse(at: mark, identity: identity)
    let indexes = try openIndexes(folder, tables.epoch, options)
    let views = try openViews(folder, options)
    try catchUp(indexes, with: tables, to: head, options)
    let parts = Parts(tables: tables, indexes: indexes, views: views, keys: keys, state: state)
    let log = LMDBEventLog(
      reader: LogReader(tables: tables, indexes: indexes), last: last, options: options
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
    let tables = try openLogReadOnly(folder, options)
    let indexes = try openIndexesReadOnly(folder, tables.epoch, options)
    let views = try asStorageFailure(in: .folds) { () throws(LMDBFailure) in
      try LMDBViewStore.open(path: folder + "/folds/views", options: options, isReadOnly: true)
    }
    guard let views else { throw .partDamaged(.folds, reason: "pages of the views are damaged") }
    let masterPath = folder + "/master.key"
    guard Folders.exists(masterPath) else { throw .keys(.unavailable("\(masterPath) is missing")) }
    let master = try openMasterKey(masterPath)
    let keys = try asStorageFailure(in: .keys) { () throws(LMDBFailure) in
      try LMDBKeyStore(
        path: folder + "/keys", master: master, options: options, isReadOnly: true)
    }
    let state = try asStorageFailure(in: .state) { () throws(LMDBFailure) in
      try LMDBStateStore(path: folder + "/state", options: options, isReadOnly: true)
    }
    try tables.checkEpoch(is: try state.logEpoch())
    let parts = Parts(tables: tables, indexes: indexes, views: views, keys: keys, state: state)
    let log = ReadOnlyEventLog(reader: LogReader(tables: tables, indexes: indexes))
    return LMDBStorage(parts: parts, log: log, writing: nil, mark: folder + "/folds/mark")
  }

  /// What checks the log of a folder, beside the process that serves it if there is one: the log
  /// alone where its indexes cannot be had.
  package static func openVerifier(
    folder: String, options: StorageOptions = StorageOptions()
  ) throws(StorageFailure) -> LMDBLogVerifier {
    let tables = try openLogReadOnly(folder, options)
    do throws(StorageFailure) {
      let indexes = try openIndexesReadOnly(folder, tables.epoch, options)
      return LMDBLogVerifier(tables: tables, indexes: indexes)
    } catch {
      return LMDBLogVerifier(tables: tables, indexesFailure: error)
    }
  }

  // MARK: - For writing

  private static func openState(
    _ folder: String, _ options: StorageOptions
  ) throws(StorageFailure) -> LMDBStateStore {
    let path = folder + "/state"
    try Folders.make(path)
    let state = try asStorageFailure(in: .state) { () throws(LMDBFailure) in
      try LMDBStateStore(path: path, options: options, isReadOnly: false)
    }
    try Folders.sync(path)
    return state
  }

  /// Keys are made only where there never were any: what new ones stood in the place of could not
  /// be read again.
  private static func openKeys(
    _ folder: String, _ state: LMDBStateStore, _ options: StorageOptions
  ) throws(StorageFailure) -> LMDBKeyStore {
    let path = folder + "/keys"
    let masterPath = folder + "/master.key"
    let areMade = Folders.holdsData(path + "/data.mdb")
    let wereMade = try state.keysAreMade()
    guard areMade || !wereMade else {
      throw .partDamaged(.keys, reason: "the file of the keys is missing")
    }
    guard !areMade || Folders.exists(masterPath) else {
      throw .keys(
        .unavailable(
          "\(masterPath) is missing: restore it from a backup, for it opens the keys in \(path)"))
    }
    try Folders.make(path)
    let master = try openMasterKey(masterPath)
    let keys = try asStorageFailure(in: .keys) { () throws(LMDBFailure) in
      try LMDBKeyStore(path: path, master: master, options: options, isReadOnly: false)
    }
    try Folders.sync(path)
    try state.setKeysAreMade()
    return keys
  }

  private static func openMasterKey(_ path: String) throws(StorageFailure) -> MasterKey {
    do throws(KeyFailure) { return try MasterKey.open(path: path) } catch { throw .keys(error) }
  }

  private static func openIndexes(
    _ folder: String, _ epoch: Epoch, _ options: StorageOptions
  ) throws(StorageFailure) -> Indexes {
    try openFold(folder + "/folds/indexes") { path throws(LMDBFailure) in
      try Indexes.open(path: path, epoch: epoch, options: options, isReadOnly: false)
    }
  }

  private static func openViews(
    _ folder: String, _ options: StorageOptions
  ) throws(StorageFailure) -> LMDBViewStore {
    try openFold(folder + "/folds/views") { path throws(LMDBFailure) in
      try LMDBViewStore.open(path: path, options: options, isReadOnly: false)
    }
  }

  /// Opens a fold, or an empty one in its place where it is damaged, or of an older shape.
  private static func openFold<Fold>(
    _ path: String, _ open: (String) throws(LMDBFailure) -> Fold?
  ) throws(StorageFailure) -> Fold {
    for _ in 0..<2 {
      try Folders.make(path)
      let fold = try asStorageFailure(in: .folds) { () throws(LMDBFailure) in try open(path) }
      if let fold { return fold }
      try Folders.remove(path)
    }
    throw .partDamaged(.folds, reason: "\(path) is damaged as soon as it is made")
  }

  private static func lastEvent(of tables: LogTables) throws(StorageFailure) -> StoredEvent? {
    do throws(LogFailure) { return try tables.lastEvent() } catch { throw StorageFailure(error) }
  }

  /// A fold that has seen more than the log holds proves that the log has lost its end.
  ///
  /// Looked at before anything of the folds is changed, and also where they are not trusted:
  /// nothing is folded before it is durable, so none of them was ever rightly ahead.
  private static func checkNothingIsAhead(
    of head: UInt64, in folder: String, of epoch: Epoch, _ options: StorageOptions
  ) throws(StorageFailure) {
    let indexes = try ifReadable { () throws(LMDBFailure) in
      try Indexes.open(
        path: folder + "/folds/indexes", epoch: epoch, options: options, isReadOnly: true)
    }
    let views = try ifReadable { () throws(LMDBFailure) in
      try LMDBViewStore.open(path: folder + "/folds/views", options: options, isReadOnly: true)
    }
    // What cannot be read proves nothing.
    let indexed = (try? indexes?.checkpoint()) ?? 0
    guard indexed <= head else { throw missingTail("the indexes have", indexed, head) }
    for view in (try? views?.views()) ?? [] {
      let position = (try? views?.checkpoint(ofView: view))?.position ?? 0
      guard position <= head else { throw missingTail("the view \(view) has", position, head) }
    }
  }

  /// Opens a fold, unless it is damaged or missing.
  ///
  /// - Throws: where it belongs to another log.
  private static func ifReadable<Fold>(
    _ open: () throws(LMDBFailure) -> Fold?
  ) throws(StorageFailure) -> Fold? {
    do throws(LMDBFailure) { return try open() } catch {
      guard case .incompatible = error else { return nil }
      throw StorageFailure(error)
    }
  }

  private static func missingTail(_ who: String, _ seen: UInt64, _ head: UInt64) -> StorageFailure {
    .damaged(
      position: head + 1,
      reason: "\(who) seen position \(seen), but the log ends at \(head): its end is missing")
  }

  private static func catchUp(
    _ indexes: Indexes, with tables: LogTables, to head: UInt64, _ options: StorageOptions
  ) throws(StorageFailure) {
    var fold = IndexFold(indexes)
    do throws(LogFailure) {
      try Indexer.catchUp(indexes, with: tables, to: head, using: &fold) { position in
        options.progress(position, head)
      }
    } catch {
      throw StorageFailure(error)
    }
  }

  // MARK: - For reading

  private static func openLogReadOnly(
    _ folder: String, _ options: StorageOptions
  ) throws(StorageFailure) -> LogTables {
    try LogTables(folder: folder, options: options, isReadOnly: true)
  }

  private static func openIndexesReadOnly(
    _ folder: String, _ epoch: Epoch, _ options: StorageOptions
  ) throws(StorageFailure) -> Indexes {
    guard
      MachineBoot.isTrusted(markAt: folder + "/folds/mark", identity: options.bootIdentity())
    else {
      throw .unavailable(
        "the machine ended while \(folder) was served: serve it once, to fold its indexes again")
    }
    let indexes = try asStorageFailure(in: .folds) { () throws(LMDBFailure) in
      try Indexes.open(
        path: folder + "/folds/indexes", epoch: epoch, options: options, isReadOnly: true)
    }
    guard let indexes else {
      throw .partDamaged(.folds, reason: "pages of the indexes are damaged, or of another version")
    }
    return indexes
  }
}
