import CLMDB
import Glibc
import Synchronization

/// One LMDB file and its map, opened once a process.
///
/// Traps of the library, and what becomes of them here:
/// - Opening a file twice in a process silently drops its locks: the owner of the folder opens it
///   once; nothing here can check that.
/// - A read transaction that stays open makes the file grow, because pages that it sees are not
///   reused: `ReadTransaction` is not copyable, and ends with its scope.
/// - Closing while transactions are open crashes: transactions hold the environment, and it is
///   closed when the last of them has ended.
/// - A file that is shorter than its pages ends the process by a signal when it is read: `open`
///   lengthens such a file, so that what is missing is found as damage.
@safe package final class Environment: Sendable {
  /// The folder that holds the file.
  package let path: String
  package let options: EnvironmentOptions
  /// The bytes of a page.
  package let pageBytes: Int

  // SAFETY: an environment's handle may be used from any thread; it is valid while `uses` > 0.
  nonisolated(unsafe) let handle: OpaquePointer
  /// Where the file is mapped.
  let mapBounds: MapBounds
  /// 1 for the open environment itself, and 1 for every transaction; at 0 it is closed.
  private let uses = Atomic<Int>(1)
  private let isClosed = Atomic<Bool>(false)
  private let pool = Mutex<[PooledTransaction]>([])

  // SAFETY: a read transaction that has been reset may be renewed on any thread (MDB_NOTLS); it is
  // used by one at a time, because it is taken out of the pool for that.
  @safe private struct PooledTransaction: @unchecked Sendable {
    let handle: OpaquePointer
    let pages: MappedPages
  }

  private init(
    path: String, options: EnvironmentOptions, handle: OpaquePointer, pageBytes: Int,
    mapBounds: MapBounds
  ) {
    self.path = path
    self.options = options
    unsafe self.handle = handle
    self.pageBytes = pageBytes
    self.mapBounds = mapBounds
  }

  deinit {
    close()
  }

  /// Opens the environment in a folder, which must exist, and makes its file where there is none.
  package static func open(
    path: String, options: EnvironmentOptions
  ) throws(LMDBFailure) -> Environment {
    try MetaPages.check(path: path, options: options)
    var made: OpaquePointer?
    // SAFETY: `made` outlives the call.
    try check(unsafe mdb_env_create(&made), path)
    guard let handle = unsafe made else { throw .system(code: ENOMEM, path) }
    let environment: Environment
    do throws(LMDBFailure) {
      environment = try unsafe open(handle, path: path, options: options)
    } catch {
      // SAFETY: the handle is closed once, here, and nothing else holds it.
      unsafe mdb_env_close(handle)
      throw error
    }
    try environment.lengthen()
    return environment
  }

  private static func open(
    _ handle: OpaquePointer, path: String, options: EnvironmentOptions
  ) throws(LMDBFailure) -> Environment {
    // MDB_NOMEMINIT stays off on purpose: it would let old memory, which may hold personal data in
    // clear, into the unused parts of pages.
    var flags = MDB_NOTLS
    if !options.isSynced { flags |= MDB_NOSYNC }
    if options.isReadOnly { flags |= MDB_RDONLY }
    // SAFETY: the handle has just been made and no other thread knows it; what the calls fill in
    // outlives them.
    try check(unsafe mdb_env_set_mapsize(handle, options.mapBytes), path)
    try check(unsafe mdb_env_set_maxdbs(handle, UInt32(options.tablesMax)), path)
    try check(unsafe mdb_env_set_maxreaders(handle, UInt32(options.readersMax)), path)
    try check(unsafe mdb_env_open(handle, path, UInt32(flags), 0o600), path)
    var dead: Int32 = 0
    try check(unsafe mdb_reader_check(handle, &dead), path)
    var figures = MDB_stat()
    try check(unsafe mdb_env_stat(handle, &figures), path)
    let pageBytes = Int(figures.ms_psize)
    return unsafe Environment(
      path: path, options: options, handle: handle, pageBytes: pageBytes,
      mapBounds: try MapBounds(ofFile: path + "/data.mdb"))
  }

  /// Makes the file as long as its last page says it is.
  ///
  /// It may rightly be shorter by pages that were freed in the transaction that had taken them.
  /// What is missing wrongly reads as zeros from now on, which every check takes for damage. A file
  /// that is only read stays as it is, and is checked whole where it is shorter.
  private func lengthen() throws(LMDBFailure) {
    let bytes = usedBytes
    let file = try descriptor()
    var status = stat()
    // SAFETY: `status` outlives the call; the descriptor stays the library's own.
    guard unsafe fstat(file, &status) == 0 else { throw LMDBFailure(code: errno, path: path) }
    guard status.st_size < bytes else { return }
    if options.isReadOnly {
      guard let damage = try findPageDamage() else { return }
      throw .damaged("\(path): the file is shorter than its pages: \(damage.reason)")
    }
    guard ftruncate(file, bytes) == 0 else { throw LMDBFailure(code: errno, path: path) }
  }

  private static func usedBytes(_ handle: OpaquePointer, pageBytes: Int) -> Int {
    var info = unsafe MDB_envinfo()
    // SAFETY: the handle is valid and `info` outlives the call, which cannot fail then.
    _ = unsafe mdb_env_info(handle, &info)
    return unsafe (Int(info.me_last_pgno) + 1) * pageBytes
  }

  /// Ends the use of the environment. New transactions are refused; it is closed when the open
  /// ones have ended. Calling it twice is no error.
  package func close() {
    guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
    release()
  }

  /// Waits for the disk: for environments that are not synced.
  package func sync() throws(LMDBFailure) {
    try retain()
    defer { release() }
    // SAFETY: the handle is valid while it is retained.
    try check(unsafe mdb_env_sync(handle, 1), path)
  }

  /// Frees the slots of readers whose process has ended.
  ///
  /// - Returns: how many there were.
  @discardableResult
  package func clearDeadReaders() throws(LMDBFailure) -> Int {
    try retain()
    defer { release() }
    var dead: Int32 = 0
    // SAFETY: the handle is valid while it is retained; `dead` outlives the call.
    try check(unsafe mdb_reader_check(handle, &dead), path)
    return Int(dead)
  }

  /// The figures of the last commit.
  package func figures() throws(LMDBFailure) -> EnvironmentFigures {
    try retain()
    defer { release() }
    var info = unsafe MDB_envinfo()
    // SAFETY: the handle is valid while it is retained; `info` outlives the call.
    try check(unsafe mdb_env_info(handle, &info), path)
    return unsafe EnvironmentFigures(
      bytesUsed: (Int(info.me_last_pgno) + 1) * pageBytes, bytesMax: Int(info.me_mapsize),
      readers: Int(info.me_numreaders), lastTransaction: Int(info.me_last_txnid))
  }

  /// The bytes of the file that hold pages now.
  var usedBytes: Int { unsafe Environment.usedBytes(handle, pageBytes: pageBytes) }

  /// The library's own descriptor of the file, to be read and written at offsets, never closed.
  func descriptor() throws(LMDBFailure) -> Int32 {
    var descriptor: Int32 = -1
    // SAFETY: the caller has retained the environment; `descriptor` outlives the call.
    try check(unsafe mdb_env_get_fd(handle, &descriptor), path)
    return descriptor
  }

  /// Keeps the environment open until `release`.
  func retain() throws(LMDBFailure) {
    guard !isClosed.load(ordering: .sequentiallyConsistent) else { throw .closed }
    uses.add(1, ordering: .sequentiallyConsistent)
    guard !isClosed.load(ordering: .sequentiallyConsistent) else {
      release()
      throw .closed
    }
  }

  func release() {
    let (_, left) = uses.subtract(1, ordering: .sequentiallyConsistent)
    guard left == 0 else { return }
    // SAFETY: nobody uses the environment any more, so this thread is the only one that knows its
    // transactions and its handle.
    while let pooled = unsafe takePooled() { unsafe mdb_txn_abort(pooled.handle) }
    unsafe mdb_env_close(handle)
  }

  /// A reset read transaction to be renewed, if there is one.
  func takePooled() -> (handle: OpaquePointer, pages: MappedPages)? {
    unsafe pool.withLock { $0.popLast() }.map { unsafe ($0.handle, $0.pages) }
  }

  func returnToPool(_ handle: OpaquePointer, _ pages: MappedPages) {
    let pooled = unsafe PooledTransaction(handle: handle, pages: pages)
    pool.withLock { $0.append(pooled) }
  }
}

/// What an environment takes up.
package struct EnvironmentFigures: Sendable, Equatable {
  /// Bytes of the file that hold pages.
  package var bytesUsed: Int
  /// The bound of the map in bytes.
  package var bytesMax: Int
  /// Slots of the reader table in use, of all processes.
  package var readers: Int
  /// The number of the last commit.
  package var lastTransaction: Int
}
