import CLMDB
import Glibc

/// The one writer's transaction of an environment: what it has written is seen by itself alone
/// until `commit`. It is aborted where it ends without.
///
/// Begun, used and ended on one thread; another writer waits at `beginWriting` meanwhile.
@safe package struct WriteTransaction: ~Copyable, Transaction {
  /// What to do where the key is there already.
  package enum Mode {
    case replace
    /// Keep what is there: `put` returns false.
    case keep
    /// The key follows all others: no search. Fails where it does not.
    case appendLast
  }

  package let environment: Environment
  package let handle: OpaquePointer
  package let pages: MappedPages? = nil
  private var isOpen = true

  init(environment: Environment) throws(LMDBFailure) {
    try environment.retain()
    var made: OpaquePointer?
    // SAFETY: the environment is retained until the end; `made` outlives the call.
    let code = unsafe mdb_txn_begin(environment.handle, nil, 0, &made)
    guard code == MDB_SUCCESS, let handle = unsafe made else {
      environment.release()
      throw LMDBFailure(code: code, path: environment.path)
    }
    unsafe self.handle = handle
    self.environment = environment
  }

  deinit {
    if isOpen {
      // SAFETY: neither committed nor aborted so far.
      unsafe mdb_txn_abort(handle)
      environment.release()
    }
  }

  /// Makes everything written visible, and durable where the environment is synced.
  ///
  /// - Throws: nothing has been written then.
  package consuming func commit() throws(LMDBFailure) {
    isOpen = false
    let environment = environment
    // SAFETY: the handle is freed by the call, whatever its outcome, and not used again.
    let code = unsafe mdb_txn_commit(handle)
    defer { environment.release() }
    guard code == EIO else { return try check(code, environment.path) }
    // Others may write by now: they wait while it is found out why.
    let failure = try environment.growthFailure(holding: try environment.beginWriting())
    throw LMDBFailure(code: failure ?? code, path: environment.path)
  }

  /// Ends the transaction; nothing has been written.
  package consuming func abort() {}

  /// Stores a value under a key of 1…`Table.keyBytesMax` bytes.
  ///
  /// - Returns: false where `mode` is `keep` and the key is there.
  @discardableResult
  package mutating func put(
    _ key: [UInt8], _ value: [UInt8], in table: Table, mode: Mode = .replace
  ) throws(LMDBFailure) -> Bool {
    let code = unsafe key.withUnsafeBytes { key in
      unsafe value.withUnsafeBytes { value in
        unsafe put(key, value, in: table, mode)
      }
    }
    return try didPut(code)
  }

  /// Stores a value under a big-endian 8-byte key.
  @discardableResult
  package mutating func put(
    _ key: UInt64, _ value: ArraySlice<UInt8>, in table: Table, mode: Mode = .replace
  ) throws(LMDBFailure) -> Bool {
    let code = unsafe withUnsafeBytes(of: key.bigEndian) { key in
      unsafe value.withUnsafeBytes { value in
        unsafe put(key, value, in: table, mode)
      }
    }
    return try didPut(code)
  }

  /// Stores a little-endian 8-byte value under a big-endian 8-byte key.
  @discardableResult
  package mutating func put(
    _ key: UInt64, word: UInt64, in table: Table, mode: Mode = .replace
  ) throws(LMDBFailure) -> Bool {
    let code = unsafe withUnsafeBytes(of: key.bigEndian) { key in
      unsafe withUnsafeBytes(of: word.littleEndian) { value in
        unsafe put(key, value, in: table, mode)
      }
    }
    return try didPut(code)
  }

  /// Stores a little-endian 8-byte value, or none, under a key of two big-endian words.
  @discardableResult
  package mutating func put(
    _ key: (UInt64, UInt64), word: UInt64?, in table: Table, mode: Mode = .replace
  ) throws(LMDBFailure) -> Bool {
    let code = unsafe withUnsafeBytes(of: (key.0.bigEndian, key.1.bigEndian)) { key in
      unsafe withUnsafeBytes(of: (word ?? 0).littleEndian) { value in
        unsafe put(
          key, UnsafeRawBufferPointer(rebasing: value[..<(word == nil ? 0 : 8)]), in: table, mode)
      }
    }
    return try didPut(code)
  }

  /// Stores words, little-endian, under a big-endian 8-byte key.
  @discardableResult
  package mutating func put(
    _ key: UInt64, words: ArraySlice<UInt64>, in table: Table, mode: Mode = .replace
  ) throws(LMDBFailure) -> Bool {
    let code = unsafe withUnsafeBytes(of: key.bigEndian) { key in
      unsafe words.map(\.littleEndian).withUnsafeBytes { value in
        unsafe put(key, value, in: table, mode)
      }
    }
    return try didPut(code)
  }

  /// Stores a little-endian word, and a value behind it, under a key: both go straight into the
  /// page.
  package mutating func put(
    _ key: [UInt8], word: UInt64, _ value: [UInt8], in table: Table
  ) throws(LMDBFailure) {
    var room = unsafe MDB_val(mv_size: 8 + value.count, mv_data: nil)
    let code = unsafe key.withUnsafeBytes { bytes in
      var key = unsafe MDB_val(bytes)
      // SAFETY: the key's bytes outlive the call.
      return unsafe mdb_put(handle, table.identifier, &key, &room, UInt32(MDB_RESERVE))
    }
    try environment.checkWrite(code)
    // SAFETY: the library has reserved as many bytes, ours until the next call on the transaction.
    let start = unsafe room.mv_data!
    unsafe start.storeBytes(of: word.littleEndian, as: UInt64.self)
    unsafe value.withUnsafeBytes { value in
      unsafe UnsafeMutableRawBufferPointer(start: start + 8, count: value.count)
        .copyMemory(from: value)
    }
  }

  /// Removes a row.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  package mutating func delete(_ key: [UInt8], in table: Table) throws(LMDBFailure) -> Bool {
    let code = unsafe key.withUnsafeBytes { bytes in
      var key = unsafe MDB_val(bytes)
      // SAFETY: the key's bytes outlive the call.
      return unsafe mdb_del(handle, table.identifier, &key, nil)
    }
    guard code != MDB_NOTFOUND else { return false }
    try check(code, environment.path)
    return true
  }

  /// Removes all rows of a table.
  package mutating func empty(_ table: Table) throws(LMDBFailure) {
    // SAFETY: the transaction lives.
    try check(unsafe mdb_drop(handle, table.identifier, 0), environment.path)
  }

  private func put(
    _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, in table: Table, _ mode: Mode
  ) -> Int32 {
    var key = unsafe MDB_val(key)
    var value = unsafe MDB_val(value)
    let flags: Int32 =
      switch mode {
      case .replace: 0
      case .keep: Int32(MDB_NOOVERWRITE)
      case .appendLast: Int32(MDB_APPEND)
      }
    // SAFETY: the bytes outlive the call, which copies them into a page.
    return unsafe mdb_put(handle, table.identifier, &key, &value, UInt32(flags))
  }

  private func didPut(_ code: Int32) throws(LMDBFailure) -> Bool {
    guard code != MDB_KEYEXIST else { return false }
    try environment.checkWrite(code)
    return true
  }
}

extension Environment {
  /// Begins to write; waits while another transaction, of any process, is writing.
  package func beginWriting() throws(LMDBFailure) -> WriteTransaction {
    try WriteTransaction(environment: self)
  }
}
