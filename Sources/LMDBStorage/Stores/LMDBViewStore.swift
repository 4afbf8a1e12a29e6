import EventLog
import LMDB

/// Folds' rows in an unsynced file of their own, so that they delay neither log nor indexes.
///
/// - `tables`: view, zero byte, table → the table's number; a view's checkpoint stands under the
///   view and a zero byte alone.
/// - `rows`: table's number (8 bytes, big-endian), key → value.
///
/// So a view is renamed by renaming its few tables. Rows of removed tables go in small transactions
/// afterwards; numbers are never given out twice, so that nobody sees them meanwhile.
struct LMDBViewStore: ViewStore {
  let environment: Environment
  private let tables: Table
  private let rows: Table
  private let removed: Table
  private let meta: Table

  private static let lastNumber = Array("lastNumber".utf8)
  private static let keyBytesMax = Table.keyBytesMax - 8
  /// Rows removed in one transaction.
  private static let rowsAtATime = 10_000

  init(path: String, options: StorageOptions, isReadOnly: Bool) throws(LMDBFailure) {
    environment = try Environment.open(
      path: path,
      options: EnvironmentOptions(
        mapBytes: options.foldsBytesMax, readersMax: options.readersMax, isSynced: false,
        isReadOnly: isReadOnly))
    let opened = try environment.openTables(["tables", "rows", "removed", "meta"])
    (tables, rows, removed, meta) = (opened[0], opened[1], opened[2], opened[3])
    if !isReadOnly { try clearRemoved() }
  }

  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? {
    let key = try LMDBViewStore.tableKey(view, "")
    let bytes = try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try transaction.value(of: key, in: tables)
    }
    guard let bytes, bytes.count == 12 else { return nil }
    return ViewCheckpoint(
      position: Indexes.word(bytes[..<8]), foldVersion: UInt32(Indexes.word(bytes[8...])))
  }

  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    let tableKey = try LMDBViewStore.tableKey(view, table)
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      guard let number = try transaction.value(of: tableKey, in: tables),
        key.utf8.count <= LMDBViewStore.keyBytesMax
      else { return nil }
      return try transaction.value(of: number + Array(key.utf8), in: rows)
    }
  }

  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    let tableKey = try LMDBViewStore.tableKey(view, table)
    let first = Array((key ?? "").utf8.prefix(LMDBViewStore.keyBytesMax))
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      guard let number = try transaction.value(of: tableKey, in: tables) else { return [] }
      return try transaction.withCursor(over: rows) { cursor throws(LMDBFailure) in
        var found: [StoredRow] = []
        guard limit > 0 else { return found }
        var isThere = try cursor.move(.atOrAfter(number + first))
        while isThere, cursor.keyHasPrefix(number) {
          let rowKey = cursor.key.dropFirst(number.count)
          if let through, through.utf8.lexicographicallyPrecedes(rowKey) { break }
          if key == nil || !rowKey.elementsEqual(first) {
            let text = String(decoding: rowKey, as: UTF8.self)
            found.append(StoredRow(key: text, value: cursor.value))
            guard found.count < limit else { break }
          }
          isThere = try cursor.move(.next)
        }
        return found
      }
    }
  }

  func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange]
  ) throws(LogFailure) {
    let batches = try LMDBViewStore.batches(of: changes, view)
    let checkpointKey = try LMDBViewStore.tableKey(view, "")
    try asLogFailure { () throws(LMDBFailure) in
      var transaction = try environment.beginWriting()
      for batch in batches { try write(batch, of: changes, in: &transaction) }
      let value =
        Indexes.bytes(checkpoint.position)
        + Indexes.bytes(UInt64(checkpoint.foldVersion)).prefix(4)
      try transaction.put(checkpointKey, value, in: tables)
      try transaction.commit()
    }
  }

  /// Changes of one table that follow each other.
  private struct Batch {
    var tableKey: [UInt8]
    var changes: Range<Int>
  }

  private static func batches(
    of changes: [RowChange], _ view: String
  ) throws(LogFailure) -> [Batch] {
    var batches: [Batch] = []
    for (index, change) in changes.enumerated() {
      guard change.key.utf8.count <= keyBytesMax else {
        throw .tooLarge(
          what: "key of a row", bytes: change.key.utf8.count, bytesMax: keyBytesMax)
      }
      if index == 0 || change.table != changes[index - 1].table {
        batches.append(
          Batch(tableKey: try tableKey(view, change.table), changes: index..<index))
      }
      batches[batches.count - 1].changes = batches[batches.count - 1].changes.lowerBound..<index + 1
    }
    return batches
  }

  private func write(
    _ batch: Batch, of changes: [RowChange], in transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    var key = try number(ofTable: batch.tableKey, in: &transaction)
    let numberBytes = key.count
    for index in batch.changes {
      key.removeSubrange(numberBytes...)
      key.append(contentsOf: changes[index].key.utf8)
      if let value = changes[index].value {
        try transaction.put(key, value, in: rows)
      } else {
        try transaction.delete(key, in: rows)
      }
    }
  }

  func remove(view: String) throws(LogFailure) {
    let prefix = Array(view.utf8) + [0]
    try asLogFailure { () throws(LMDBFailure) in
      var transaction = try environment.beginWriting()
      try forget(try entries(prefix, in: transaction), in: &transaction)
      try transaction.commit()
      try clearRemoved()
    }
  }

  func swap(staged: String, into view: String) throws(LogFailure) {
    let stagedPrefix = try LMDBViewStore.tableKey(staged, "")
    let prefix = try LMDBViewStore.tableKey(view, "")
    try asLogFailure { () throws(LMDBFailure) in
      var transaction = try environment.beginWriting()
      let new = try entries(stagedPrefix, in: transaction)
      guard !new.isEmpty else { return }
      try forget(try entries(prefix, in: transaction), in: &transaction)
      for (key, value) in new {
        try transaction.delete(key, in: tables)
        try transaction.put(prefix + key.dropFirst(stagedPrefix.count), value, in: tables)
      }
      try transaction.commit()
      try clearRemoved()
    }
  }

  func views() throws(LogFailure) -> [String] {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try entries([], in: transaction).compactMap { key, _ in
        key.last == 0 ? String(decoding: key.dropLast(), as: UTF8.self) : nil
      }
    }
  }

  /// The tables, and the checkpoint, whose keys begin with some bytes.
  private func entries(
    _ prefix: [UInt8], in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> [(key: [UInt8], value: [UInt8])] {
    try transaction.withCursor(over: tables) { cursor throws(LMDBFailure) in
      var found: [(key: [UInt8], value: [UInt8])] = []
      var isThere = try prefix.isEmpty ? cursor.move(.first) : cursor.move(.atOrAfter(prefix))
      while isThere, cursor.keyHasPrefix(prefix) {
        found.append((cursor.key, cursor.value))
        isThere = try cursor.move(.next)
      }
      return found
    }
  }

  private func number(
    ofTable key: [UInt8], in transaction: inout WriteTransaction
  ) throws(LMDBFailure) -> [UInt8] {
    if let known = try transaction.value(of: key, in: tables) { return known }
    let last = try transaction.value(of: LMDBViewStore.lastNumber, in: meta) ?? []
    let number = Indexes.bigEndian(Indexes.word(last) + 1)
    try transaction.put(
      LMDBViewStore.lastNumber, Indexes.bytes(Indexes.word(last) + 1), in: meta)
    try transaction.put(key, number, in: tables)
    return number
  }

  /// Makes tables unreachable; their rows wait for `clearRemoved`.
  private func forget(
    _ entries: [(key: [UInt8], value: [UInt8])], in transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    for (key, value) in entries {
      try transaction.delete(key, in: tables)
      if key.last != 0 { try transaction.put(value, [], in: removed) }
    }
  }

  /// Removes the rows of tables that are not reachable any more.
  private func clearRemoved() throws(LMDBFailure) {
    while let number = try firstRemoved() {
      var transaction = try environment.beginWriting()
      let keys = try transaction.withCursor(over: rows) { cursor throws(LMDBFailure) in
        var keys: [[UInt8]] = []
        var isThere = try cursor.move(.atOrAfter(number))
        while isThere, cursor.keyHasPrefix(number), keys.count < LMDBViewStore.rowsAtATime {
          keys.append(cursor.key)
          isThere = try cursor.move(.next)
        }
        return keys
      }
      for key in keys { try transaction.delete(key, in: rows) }
      if keys.count < LMDBViewStore.rowsAtATime { try transaction.delete(number, in: removed) }
      try transaction.commit()
    }
  }

  private func firstRemoved() throws(LMDBFailure) -> [UInt8]? {
    let transaction = try environment.beginReading()
    return try transaction.withCursor(over: removed) { cursor throws(LMDBFailure) in
      try cursor.move(.first) ? cursor.key : nil
    }
  }

  private static func tableKey(_ view: String, _ table: String) throws(LogFailure) -> [UInt8] {
    precondition(!view.utf8.contains(0), "a view's name has no zero byte")
    let key = Array(view.utf8) + [0] + Array(table.utf8)
    guard key.count <= Table.keyBytesMax else {
      throw .tooLarge(
        what: "name of a view and its table", bytes: key.count, bytesMax: Table.keyBytesMax)
    }
    return key
  }
}
