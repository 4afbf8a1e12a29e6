import CLMDB

/// A place in a table, lent by `Transaction.withCursor`.
///
/// After a move that found a row, `key` and `value` are that row's, until the next move.
@safe package struct TableCursor: ~Copyable {
  /// Where to go.
  package enum Move {
    case first, last, next, previous
    /// To the row with this key.
    case exactly([UInt8])
    /// To the row with this key, or else to the next one in order.
    case atOrAfter([UInt8])
    /// Likewise with a big-endian 8-byte key.
    case atOrAfterWord(UInt64)
  }

  /// Nil where rows are found without the library.
  private let handle: OpaquePointer?
  private var pages: PageCursor?
  private let path: String
  // SAFETY: both name bytes of the map or of the library's memory that are valid until the next
  // move or the next write of the transaction; the cursor is lent only while no write can happen.
  private var rowKey = unsafe MDB_val()
  private var rowValue = unsafe MDB_val()

  init(pages: MappedPages, table: Table) throws(LMDBFailure) {
    self.pages = try PageCursor(pages, table: table)
    path = pages.path
    unsafe handle = nil
  }

  init(transaction: OpaquePointer, table: Table, path: String) throws(LMDBFailure) {
    var made: OpaquePointer?
    // SAFETY: the transaction outlives the cursor, which is lent within its borrow.
    try check(unsafe mdb_cursor_open(transaction, table.identifier, &made), path)
    guard let made = unsafe made else { throw .system(code: 12, path) }
    unsafe handle = made
    pages = nil
    self.path = path
  }

  deinit {
    // SAFETY: the cursor is this value's alone and its transaction still lives.
    if let handle = unsafe handle { unsafe mdb_cursor_close(handle) }
  }

  /// Goes to a row.
  ///
  /// - Returns: whether there is one; the cursor must not be read where there is none.
  package mutating func move(_ move: Move) throws(LMDBFailure) -> Bool {
    guard pages == nil else { return try moveOverPages(move) }
    return switch move {
    case .first: try step(MDB_FIRST)
    case .last: try step(MDB_LAST)
    case .next: try step(MDB_NEXT)
    case .previous: try step(MDB_PREV)
    case .exactly(let key): try seek(key, MDB_SET_KEY)
    case .atOrAfter(let key): try seek(key, MDB_SET_RANGE)
    case .atOrAfterWord(let word): try seek(word)
    }
  }

  private mutating func moveOverPages(_ move: Move) throws(LMDBFailure) -> Bool {
    let isThere =
      switch move {
      case .first: try pages!.moveToEnd(isLast: false)
      case .last: try pages!.moveToEnd(isLast: true)
      case .next: try pages!.step(forward: true)
      case .previous: try pages!.step(forward: false)
      case .exactly(let key):
        try unsafe key.withUnsafeBufferPointer { key throws(LMDBFailure) in
          try unsafe pages!.move(to: UnsafeRawBufferPointer(key), isExactly: true)
        }
      case .atOrAfter(let key):
        try unsafe key.withUnsafeBufferPointer { key throws(LMDBFailure) in
          try unsafe pages!.move(to: UnsafeRawBufferPointer(key), isExactly: false)
        }
      case .atOrAfterWord(let word):
        try unsafe withUnsafeBytes(of: word.bigEndian) { key throws(LMDBFailure) in
          try unsafe pages!.move(to: key, isExactly: false)
        }
      }
    guard isThere else { return false }
    let row = unsafe try pages!.row()
    unsafe rowKey = MDB_val(row.key)
    unsafe rowValue = MDB_val(row.value)
    return true
  }

  private mutating func step(_ operation: MDB_cursor_op) throws(LMDBFailure) -> Bool {
    // SAFETY: the cursor is open and both values outlive the call.
    let code = unsafe mdb_cursor_get(handle, &rowKey, &rowValue, operation)
    return try found(code)
  }

  private mutating func seek(
    _ key: [UInt8], _ operation: MDB_cursor_op
  ) throws(LMDBFailure) -> Bool {
    let code = unsafe key.withUnsafeBytes { bytes in
      unsafe rowKey = MDB_val(bytes)
      // SAFETY: the key's bytes outlive the call, which puts the row's own key in their place.
      return unsafe mdb_cursor_get(handle, &rowKey, &rowValue, operation)
    }
    return try found(code)
  }

  private mutating func seek(_ word: UInt64) throws(LMDBFailure) -> Bool {
    var key = word.bigEndian
    let code = unsafe withUnsafeMutableBytes(of: &key) { bytes in
      unsafe rowKey = MDB_val(UnsafeRawBufferPointer(bytes))
      // SAFETY: as above.
      return unsafe mdb_cursor_get(handle, &rowKey, &rowValue, MDB_SET_RANGE)
    }
    return try found(code)
  }

  private func found(_ code: Int32) throws(LMDBFailure) -> Bool {
    guard code != MDB_NOTFOUND else { return false }
    try check(code, path)
    return true
  }

  /// The row's key, copied.
  package var key: [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: rowKey.mv_data, count: rowKey.mv_size))
  }

  /// The row's value, copied.
  package var value: [UInt8] {
    unsafe Array(valueBytes)
  }

  /// The row's key without its first bytes, copied; empty where it has fewer.
  package func key(droppingFirst count: Int) -> [UInt8] {
    unsafe Array(
      UnsafeRawBufferPointer(start: rowKey.mv_data, count: rowKey.mv_size).dropFirst(count))
  }

  /// The row's value without its first bytes, copied; empty where it has fewer.
  package func value(droppingFirst count: Int) -> [UInt8] {
    unsafe Array(valueBytes.dropFirst(count))
  }

  /// The number of the value's bytes.
  package var valueCount: Int { unsafe rowValue.mv_size }

  /// The row's key as big-endian 64-bit words, for keys of 8 and 16 bytes.
  ///
  /// - Throws: `LMDBFailure.damaged` where the key is shorter.
  package func keyWord(_ index: Int = 0) throws(LMDBFailure) -> UInt64 {
    let bytes = unsafe UnsafeRawBufferPointer(start: rowKey.mv_data, count: rowKey.mv_size)
    guard bytes.count >= 8 * (index + 1) else { throw .damaged("\(path): a key is too short") }
    // SAFETY: the eight bytes lie within the key.
    return unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
  }

  /// The row's value as one little-endian 64-bit word.
  package func valueWord() throws(LMDBFailure) -> UInt64 {
    try unsafe TableCursor.word(valueBytes, path: path)
  }

  /// The little-endian 64-bit word at an offset of the row's value.
  ///
  /// - Throws: `LMDBFailure.damaged` where the value is shorter.
  package func valueWord(at offset: Int) throws(LMDBFailure) -> UInt64 {
    let bytes = unsafe valueBytes
    guard offset >= 0, bytes.count >= offset + 8 else {
      throw .damaged("\(path): a value is too short")
    }
    // SAFETY: the eight bytes lie within the value.
    return unsafe UInt64(
      littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The row's value as little-endian 64-bit words, copied.
  ///
  /// - Throws: `LMDBFailure.damaged` where it is not made of such.
  package func valueWords() throws(LMDBFailure) -> [UInt64] {
    let bytes = unsafe valueBytes
    guard bytes.count % 8 == 0 else { throw .damaged("\(path): a value is not made of numbers") }
    return (0..<bytes.count / 8).map { index in
      // SAFETY: the eight bytes lie within the value.
      unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
    }
  }

  /// Whether the row's key begins with these bytes.
  package func keyHasPrefix(_ prefix: [UInt8]) -> Bool {
    unsafe UnsafeRawBufferPointer(start: rowKey.mv_data, count: rowKey.mv_size)
      .starts(with: prefix)
  }

  /// Appends the row's value to a buffer.
  package func copyValue(to buffer: inout [UInt8]) {
    unsafe buffer.append(contentsOf: valueBytes)
  }

  private var valueBytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: rowValue.mv_data, count: rowValue.mv_size)
  }

  static func word(
    _ bytes: UnsafeRawBufferPointer, path: String
  ) throws(LMDBFailure) -> UInt64 {
    guard bytes.count == 8 else { throw .damaged("\(path): a value is not a number") }
    // SAFETY: there are eight bytes.
    return unsafe UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
  }
}
