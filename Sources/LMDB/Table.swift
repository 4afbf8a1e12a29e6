import CLMDB

/// A named table of an environment: keys in the order of their bytes, one value each.
package struct Table: Sendable, Equatable {
  let identifier: MDB_dbi
  let name: [UInt8]
  /// The longest key that the library keeps.
  package static let keyBytesMax = 511
}

extension Environment {
  /// Opens tables, and makes those that are missing where the environment may be written.
  ///
  /// - Returns: in the order of the names.
  /// - Throws: `LMDBFailure.missing` for a table that is not there in an environment that is only
  ///   read. To be called before any other transaction of the process begins.
  package func openTables(_ names: [String]) throws(LMDBFailure) -> [Table] {
    try retain()
    defer { release() }
    var transaction: OpaquePointer?
    let kind = options.isReadOnly ? MDB_RDONLY : 0
    // SAFETY: the handle is retained; the transaction is used by this thread alone and ended once,
    // by the commit below or by the abort.
    try check(unsafe mdb_txn_begin(handle, nil, UInt32(kind), &transaction), path)
    var tables: [Table] = []
    for name in names {
      var identifier: MDB_dbi = 0
      let flags = UInt32(options.isReadOnly ? 0 : MDB_CREATE)
      let code = unsafe mdb_dbi_open(transaction, name, flags, &identifier)
      guard code == MDB_SUCCESS else {
        unsafe mdb_txn_abort(transaction)
        throw LMDBFailure(code: code, path: "\(path), table \(name)")
      }
      tables.append(Table(identifier: identifier, name: Array(name.utf8)))
    }
    try check(unsafe mdb_txn_commit(transaction), path)
    return tables
  }
}
