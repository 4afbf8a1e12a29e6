import EventLog
import LMDB

/// Folds' rows in an unsynced file of their own, so that they delay neither log nor indexes.
///
/// - `tables`: view, zero byte, table → the table's number; a view's checkpoint stands under the
///   view and a zero byte alone.
/// - `rows`: table's number (8 bytes, big-endian), key → stamp (`RowStamp`), value.
/// - `dumps`, `images`: what rows were at snapshots; see `LMDBViewStore+History.swift`.
///
/// So a view is renamed by renaming its few tables. Rows of removed tables go in small transactions
/// afterwards; numbers are never given out twice, so that nobody sees them meanwhile.
struct LMDBViewStore: ViewStore {
  let environment: Environment
  let tables: Table
  let rows: Table
  let dumps: Table
  let images: Table
  private let removed: Table
  private let meta: Table

  private static let lastNumber = Array("lastNumber".utf8)
  /// A row's key stands after its table's number, and before a zero byte and a snapshot's number.
  static let keyBytesMax = Table.keyBytesMax - 8 - 5
  /// Rows removed in one transaction.
  private static let rowsAtATime = 10_000

  private init(environment: Environment, tables opened: [Table]) {
    self.environment = environment
    (tables, rows, dumps, images) = (opened[0], opened[1], opened[2], opened[3])
    (removed, meta) = (opened[4], opened[5])
  }

  /// Opens the file.
  ///
  /// - Returns: nil where it is damaged.
  static func open(
    path: String, options: StorageOptions, isReadOnly: Bool
  ) throws(LMDBFailure) -> LMDBViewStore? {
    let opened = try Environment.openFold(
      path: path, options: options,
      tables: ["tables", "rows", "dumps", "images", "removed", "meta"], isReadOnly: isReadOnly)
    guard let opened else { return nil }
    let store = LMDBViewStore(environment: opened.0, tables: opened.1)
    if !isReadOnly { try store.clearRemoved() }
    return store
  }

  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? {
    let key = try LMDBViewStore.tableKey(view, "")
    let bytes = try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try transaction.value(of: key, in: tables)
    }
    return LMDBViewStore.checkpoint(bytes ?? [])
  }

  /// A checkpoint as it is stored: position, version of the fold, events between snapshots.
  static func checkpoint(_ bytes: [UInt8]) -> ViewCheckpoint? {
    guard bytes.count == 20 else { return nil }
    return ViewCheckpoint(
      position: Indexes.word(bytes[..<8]), foldVersion: UInt32(Indexes.word(bytes[8..<12])),
      snapshotEvents: Indexes.word(bytes[12...]))
  }

  private static func bytes(_ checkpoint: ViewCheckpoint) -> [UInt8] {
    Indexes.bytes(checkpoint.position)
      + Indexes.bytes(UInt64(checkpoint.foldVersion)).prefix(4)
      + Indexes.bytes(checkpoint.snapshotEvents)
  }

  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    let tableKey = try LMDBViewStore.tableKey(view, table)
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      guard let number = try transaction.value(of: tableKey, in: tables),
        key.utf8.count <= LMDBViewStore.keyBytesMax
      else { return nil }
      return try transaction.value(
        of: number + Array(key.utf8), in: rows, droppingFirst: RowStamp.byteCount)
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
            let value = cursor.value(droppingFirst: RowStamp.byteCount)
            found.append(StoredRow(key: text, value: value))
            guard found.count < limit else { break }
          }
          isThere = try cursor.move(.next)
        }
        return found
      }
    }
  }

  func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange], residentTables: [String]
  ) throws(LogFailure) {
    let batches = try ChangeBatch.batches(of: changes, in: view, residentTables: residentTables)
    let checkpointKey = try LMDBViewStore.tableKey(view, "")
    try asLogFailure { () throws(LMDBFailure) in
      var transaction = try environment.beginWriting()
      let last = LMDBViewStore.checkpoint(
        try transaction.value(of: checkpointKey, in: tables) ?? [])
      let span = try SnapshotSpan(from: last, to: checkpoint)
      for batch in batches {
        let number = try number(ofTable: batch.tableKey, in: &transaction)
        try write(batch, changes, number: number, span, in: &transaction)
      }
      if let snapshot = span.endingSnapshot {
        for table in residentTables {
          try dump(view, table, snapshot, in: &transaction)
        }
      }
      try transaction.put(checkpointKey, LMDBViewStore.bytes(checkpoint), in: tables)
      try transaction.commit()
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
  func entries(
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

  func number(
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

  /// Removes the rows of tables that are not reachable any more, with what they were.
  private func clearRemoved() throws(LMDBFailure) {
    while let number = try firstRemoved() {
      var transaction = try environment.beginWriting()
      var isDone = true
      for table in [rows, dumps, images] where isDone {
        let keys = try firstKeys(table, number, in: transaction)
        for key in keys { try transaction.delete(key, in: table) }
        isDone = keys.count < LMDBViewStore.rowsAtATime
      }
      if isDone { try transaction.delete(number, in: removed) }
      try transaction.commit()
    }
  }

  private func firstKeys(
    _ table: Table, _ number: [UInt8], in transaction: borrowing WriteTransaction
  ) throws(LMDBFailure) -> [[UInt8]] {
    try transaction.withCursor(over: table) { cursor throws(LMDBFailure) in
      var keys: [[UInt8]] = []
      var isThere = try cursor.move(.atOrAfter(number))
      while isThere, cursor.keyHasPrefix(number), keys.count < LMDBViewStore.rowsAtATime {
        keys.append(cursor.key)
        isThere = try cursor.move(.next)
      }
      return keys
    }
  }

  private func firstRemoved() throws(LMDBFailure) -> [UInt8]? {
    let transaction = try environment.beginReading()
    return try transaction.withCursor(over: removed) { cursor throws(LMDBFailure) in
      try cursor.move(.first) ? cursor.key : nil
    }
  }

  static func tableKey(_ view: String, _ table: String) throws(LogFailure) -> [UInt8] {
    precondition(!view.utf8.contains(0), "a view's name has no zero byte")
    let key = Array(view.utf8) + [0] + Array(table.utf8)
    guard key.count <= Table.keyBytesMax else {
      throw .tooLarge(
        what: "name of a view and its table", bytes: key.count, bytesMax: Table.keyBytesMax)
    }
    return key
  }
}
