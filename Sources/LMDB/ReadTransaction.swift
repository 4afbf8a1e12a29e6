import CLMDB

/// A snapshot of an environment: sees one commit and nothing later.
///
/// Ends with its scope. Keep it short: pages that it sees are not reused while it lives. Its handle
/// is reset and kept for the next reader, which spares that one the lock of the reader table.
@safe package struct ReadTransaction: ~Copyable, Transaction {
  package let environment: Environment
  package let handle: OpaquePointer
  package let valueEnd: UInt

  init(environment: Environment) throws(LMDBFailure) {
    try environment.retain()
    do throws(LMDBFailure) {
      unsafe handle = try ReadTransaction.begin(environment)
    } catch {
      environment.release()
      throw error
    }
    self.environment = environment
    valueEnd = environment.mapBounds.start + UInt(environment.usedBytes)
  }

  deinit {
    // SAFETY: the transaction is this value's alone; after the reset the pool's.
    unsafe mdb_txn_reset(handle)
    unsafe environment.returnToPool(handle)
    environment.release()
  }

  private static func begin(_ environment: Environment) throws(LMDBFailure) -> OpaquePointer {
    if let pooled = unsafe environment.takePooled() {
      // SAFETY: a pooled transaction has been reset and is nobody else's.
      let code = unsafe mdb_txn_renew(pooled)
      guard code != MDB_SUCCESS else { return unsafe pooled }
      unsafe mdb_txn_abort(pooled)
      throw LMDBFailure(code: code, path: environment.path)
    }
    var made: OpaquePointer?
    // SAFETY: the caller has retained the environment; `made` outlives the calls.
    var code = unsafe mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &made)
    if code == MDB_READERS_FULL, try environment.clearDeadReaders() > 0 {
      code = unsafe mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &made)
    }
    try check(code, environment.path)
    guard let handle = unsafe made else { throw .readersFull }
    return unsafe handle
  }
}

extension Environment {
  /// Begins to read the last commit.
  package func beginReading() throws(LMDBFailure) -> ReadTransaction {
    try ReadTransaction(environment: self)
  }
}
