import CLMDB

/// What read and write transactions have in common: looking things up.
package protocol Transaction: ~Copyable {
  /// The environment that the transaction keeps open.
  var environment: Environment { get }
  /// The library's handle, valid while the transaction lives.
  var handle: OpaquePointer { get }
  /// Where rows are found without the library, which trusts its pages; nil where it alone knows
  /// what has been written.
  var pages: MappedPages? { get }
}

extension Transaction where Self: ~Copyable {
  /// The value under a key, copied; nil where there is none.
  package borrowing func value(of key: [UInt8], in table: Table) throws(LMDBFailure) -> [UInt8]? {
    var value: [UInt8] = []
    return try copyValue(of: key, in: table, to: &value) ? value : nil
  }

  /// The value under a key without its first bytes, copied; nil where there is none.
  ///
  /// - Throws: `LMDBFailure.damaged` where the value has fewer.
  package borrowing func value(
    of key: [UInt8], in table: Table, droppingFirst count: Int
  ) throws(LMDBFailure) -> [UInt8]? {
    guard let found = unsafe try find(key, in: table) else { return nil }
    guard found.count >= count else {
      throw .damaged("\(environment.path): a value is too short")
    }
    return unsafe Array(UnsafeRawBufferPointer(rebasing: found[count...]))
  }

  /// The first 8 bytes, little-endian, of the value under a key; nil where there is none.
  ///
  /// - Throws: `LMDBFailure.damaged` where the value has fewer.
  package borrowing func firstWord(
    of key: [UInt8], in table: Table
  ) throws(LMDBFailure) -> UInt64? {
    guard let found = unsafe try find(key, in: table) else { return nil }
    guard found.count >= 8 else {
      throw .damaged("\(environment.path): a value is too short")
    }
    // SAFETY: there are eight bytes.
    return unsafe UInt64(littleEndian: found.loadUnaligned(as: UInt64.self))
  }

  /// The bytes of the value under a key, valid until the transaction writes or ends.
  private borrowing func find(
    _ key: [UInt8], in table: Table
  ) throws(LMDBFailure) -> UnsafeRawBufferPointer? {
    try unsafe key.withUnsafeBufferPointer { key throws(LMDBFailure) in
      try unsafe find(UnsafeRawBufferPointer(key), in: table)
    }
  }

  private borrowing func find(
    _ key: UnsafeRawBufferPointer, in table: Table
  ) throws(LMDBFailure) -> UnsafeRawBufferPointer? {
    if let pages { return unsafe try pages.value(of: key, in: table) }
    var key = unsafe MDB_val(key)
    var found = unsafe MDB_val()
    // SAFETY: both values outlive the call; the library only reads the key's bytes.
    let code = unsafe mdb_get(handle, table.identifier, &key, &found)
    guard code != MDB_NOTFOUND else { return nil }
    try check(code, environment.path)
    return unsafe UnsafeRawBufferPointer(start: found.mv_data, count: found.mv_size)
  }

  /// Appends the value under a key to a buffer. Allocates only where the buffer is too small.
  ///
  /// - Returns: whether there is a value.
  package borrowing func copyValue(
    of key: [UInt8], in table: Table, to buffer: inout [UInt8]
  ) throws(LMDBFailure) -> Bool {
    guard let bytes = unsafe try find(key, in: table) else { return false }
    unsafe buffer.append(contentsOf: bytes)
    return true
  }

  /// The 8 bytes, little-endian, under a big-endian 8-byte key; nil where there are none.
  package borrowing func word(of key: UInt64, in table: Table) throws(LMDBFailure) -> UInt64? {
    let found = try unsafe withUnsafeBytes(of: key.bigEndian) { key throws(LMDBFailure) in
      try unsafe find(key, in: table)
    }
    guard let found = unsafe found else { return nil }
    return try unsafe TableCursor.word(found, path: environment.path)
  }

  /// The number of rows of a table.
  package borrowing func count(of table: Table) throws(LMDBFailure) -> Int {
    var figures = MDB_stat()
    // SAFETY: the transaction lives and `figures` outlives the call.
    try check(unsafe mdb_stat(handle, table.identifier, &figures), environment.path)
    return Int(figures.ms_entries)
  }

  /// Lends a cursor over a table.
  package borrowing func withCursor<Value>(
    over table: Table, _ body: (inout TableCursor) throws(LMDBFailure) -> Value
  ) throws(LMDBFailure) -> Value {
    var cursor =
      if let pages { try TableCursor(pages: pages, table: table) } else {
        try unsafe TableCursor(transaction: handle, table: table, path: environment.path)
      }
    return try body(&cursor)
  }
}

extension MDB_val {
  /// Names bytes for a call; they must outlive it.
  init(_ bytes: UnsafeRawBufferPointer) {
    // The library does not write through keys and values that it is given.
    unsafe self.init(
      mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }
}
