import EventLog
import LMDB

/// Small facts in a synced file of their own: rows under table, zero byte, key.
struct LMDBStateStore: StateStore {
  let environment: Environment
  private let rows: Table

  init(path: String, options: StorageOptions, isReadOnly: Bool) throws(LMDBFailure) {
    environment = try Environment.open(
      path: path,
      options: EnvironmentOptions(
        mapBytes: options.keysBytesMax, readersMax: options.readersMax, isReadOnly: isReadOnly))
    try environment.checkPages()
    rows = try environment.openTables(["rows"])[0]
  }

  func value(table: String, key: String) throws(LogFailure) -> [UInt8]? {
    let rowKey = try LMDBStateStore.rowKey(table, key)
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try transaction.value(of: rowKey, in: rows)
    }
  }

  func values(table: String) throws(LogFailure) -> [StoredRow] {
    let prefix = try LMDBStateStore.rowKey(table, "")
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try transaction.withCursor(over: rows) { cursor throws(LMDBFailure) in
        var found: [StoredRow] = []
        var isThere = try cursor.move(.atOrAfter(prefix))
        while isThere, cursor.keyHasPrefix(prefix) {
          let key = String(decoding: cursor.key.dropFirst(prefix.count), as: UTF8.self)
          found.append(StoredRow(key: key, value: cursor.value))
          isThere = try cursor.move(.next)
        }
        return found
      }
    }
  }

  func set(table: String, key: String, value: [UInt8]?) throws(LogFailure) {
    let rowKey = try LMDBStateStore.rowKey(table, key)
    try asLogFailure { () throws(LMDBFailure) in
      var transaction = try environment.beginWriting()
      if let value {
        try transaction.put(rowKey, value, in: rows)
      } else {
        try transaction.delete(rowKey, in: rows)
      }
      try transaction.commit()
    }
  }

  /// - Throws: `LogFailure.tooLarge` where both together exceed a key's bound.
  private static func rowKey(_ table: String, _ key: String) throws(LogFailure) -> [UInt8] {
    precondition(!table.utf8.contains(0), "a table's name has no zero byte")
    let rowKey = Array(table.utf8) + [0] + Array(key.utf8)
    guard rowKey.count <= Table.keyBytesMax else {
      throw .tooLarge(
        what: "key of a fact", bytes: key.utf8.count,
        bytesMax: Table.keyBytesMax - table.utf8.count - 1)
    }
    return rowKey
  }
}
