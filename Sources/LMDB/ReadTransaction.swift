import CLMDB
import Glibc

/// A snapshot of an environment: sees one commit and nothing later.
///
/// Ends with its scope. Keep it short: pages that it sees are not reused while it lives. Its handle
/// is reset and kept for the next reader, which spares that one the lock of the reader table.
@safe package struct ReadTransaction: ~Copyable, Transaction {
  package let environment: Environment
  package let handle: OpaquePointer
  package let pages: MappedPages?
  /// Kept for the next reader where this one does not use them.
  private let ownPages: MappedPages

  init(environment: Environment, trustsPages: Bool) throws(LMDBFailure) {
    try environment.retain()
    let begun: (handle: OpaquePointer, pages: MappedPages)
    do throws(LMDBFailure) {
      unsafe begun = try ReadTransaction.begin(environment)
    } catch {
      environment.release()
      throw error
    }
    self.environment = environment
    unsafe handle = begun.handle
    ownPages = unsafe begun.pages
    pages = trustsPages ? nil : ownPages
  }

  deinit {
    // SAFETY: the transaction is this value's alone; after the reset the pool's.
    unsafe mdb_txn_reset(handle)
    unsafe environment.returnToPool(handle, ownPages)
    environment.release()
  }

  private static func begin(
    _ environment: Environment
  ) throws(LMDBFailure) -> (handle: OpaquePointer, pages: MappedPages) {
    // The commit may be overtaken before it is found in the file, hardly ever in all attempts.
    for _ in 0..<100 {
      let pooled = unsafe try renew(environment)
      let (handle, pages) =
        if let pooled = unsafe pooled { unsafe pooled } else {
          unsafe try make(environment)
        }
      // SAFETY: the transaction has just begun; after a reset it is the pool's.
      if pages.follow(unsafe UInt64(mdb_txn_id(handle))) { return unsafe (handle, pages) }
      unsafe mdb_txn_reset(handle)
      unsafe environment.returnToPool(handle, pages)
    }
    throw .system(code: EAGAIN, "\(environment.path): commits overtake the reader")
  }

  private static func renew(
    _ environment: Environment
  ) throws(LMDBFailure) -> (handle: OpaquePointer, pages: MappedPages)? {
    guard let pooled = unsafe environment.takePooled() else { return nil }
    // SAFETY: a pooled transaction has been reset and is nobody else's.
    let code = unsafe mdb_txn_renew(pooled.handle)
    guard code != MDB_SUCCESS else { return unsafe pooled }
    unsafe mdb_txn_abort(pooled.handle)
    throw LMDBFailure(code: code, path: environment.path)
  }

  private static func make(
    _ environment: Environment
  ) throws(LMDBFailure) -> (handle: OpaquePointer, pages: MappedPages) {
    var made: OpaquePointer?
    // SAFETY: the caller has retained the environment; `made` outlives the calls.
    var code = unsafe mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &made)
    if code == MDB_READERS_FULL, try environment.clearDeadReaders() > 0 {
      code = unsafe mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &made)
    }
    try check(code, environment.path)
    guard let handle = unsafe made else { throw .readersFull }
    return unsafe (handle, MappedPages(of: environment))
  }
}

extension Environment {
  /// Begins to read the last commit.
  ///
  /// - Parameter trustsPages: whether the library finds the rows, a tenth faster: for files whose
  ///   pages were checked when they were opened.
  package func beginReading(trustsPages: Bool = false) throws(LMDBFailure) -> ReadTransaction {
    try ReadTransaction(environment: self, trustsPages: trustsPages)
  }
}
