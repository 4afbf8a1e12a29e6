import EventLog
import LMDB

/// A view in LMDB as it was at a snapshot, read row by row out of what was kept.
struct LMDBPastRows: PastRows {
  /// Keys that are looked at in one step of a scan: a table may by now have many more rows than it
  /// had at the snapshot.
  private static let keysMax = 20_000

  let store: LMDBViewStore
  let view: String
  let checkpoint: ViewCheckpoint
  let snapshot: UInt32
  /// The numbers of the view's tables, which tell whether it is still the same one.
  let numbers: [String: [UInt8]]
  let residentTables: [String]

  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? { checkpoint }

  func isIntact() throws(LogFailure) -> Bool {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try store.environment.beginReading()
      for (table, number) in numbers {
        let key = Array(view.utf8) + [0] + Array(table.utf8)
        guard try transaction.value(of: key, in: store.tables) == number else { return false }
      }
      return true
    }
  }

  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    guard let number = numbers[table], key.utf8.count <= LMDBViewStore.keyBytesMax else {
      return nil
    }
    if residentTables.contains(table) { return try dumped(number)[Array(key.utf8)] }
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try store.environment.beginReading()
      let rowKey = number + Array(key.utf8)
      if let word = try transaction.firstWord(of: rowKey, in: store.rows),
        RowStamp(word: word).changed < snapshot
      {
        return try transaction.value(
          of: rowKey, in: store.rows, droppingFirst: RowStamp.byteCount)
      }
      return try transaction.withCursor(over: store.images) { cursor throws(LMDBFailure) in
        try image(of: rowKey, &cursor)
      }
    }
  }

  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    var found: [StoredRow] = []
    var last = key
    while found.count < limit {
      let scan = try scan(table, after: last, through: through, limit: limit - found.count)
      found += scan.rows
      guard let next = scan.scannedThrough else { break }
      last = next
    }
    return found
  }

  func scan(
    view: String, table: String, after key: String?, limit: Int
  ) throws(LogFailure) -> RowScan {
    try scan(table, after: key, through: nil, limit: limit)
  }

  private func scan(
    _ table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> RowScan {
    guard let number = numbers[table], limit > 0 else {
      return RowScan(rows: [], scannedThrough: nil)
    }
    let bounds = Bounds(after: key.map { Array($0.utf8) }, through: through.map { Array($0.utf8) })
    if residentTables.contains(table) {
      return bounds.page(of: try dumped(number), limit: limit)
    }
    return try asLogFailure { () throws(LMDBFailure) in
      let transaction = try store.environment.beginReading()
      return try transaction.withCursor(over: store.rows) { rows throws(LMDBFailure) in
        try transaction.withCursor(over: store.images) { images throws(LMDBFailure) in
          try merge(number, &rows, &images, bounds, limit: limit)
        }
      }
    }
  }
}

// MARK: Large tables

extension LMDBPastRows {
  /// What a row was at the snapshot, where an image says it.
  private func image(
    of rowKey: [UInt8], _ cursor: inout TableCursor
  ) throws(LMDBFailure) -> [UInt8]? {
    let wanted = rowKey + [0]
    guard try cursor.move(.atOrAfter(LMDBViewStore.imageKey(rowKey, snapshot))),
      cursor.keyHasPrefix(wanted)
    else { return nil }
    let changed = Indexes.word(cursor.value.prefix(4))
    return changed < UInt64(snapshot) ? cursor.value(droppingFirst: 4) : nil
  }

  /// Walks over the rows of now and the images side by side, in the order of keys.
  private func merge(
    _ number: [UInt8], _ rows: inout TableCursor, _ images: inout TableCursor, _ bounds: Bounds,
    limit: Int
  ) throws(LMDBFailure) -> RowScan {
    var found: [StoredRow] = []
    let start = bounds.after.map { number + $0 + [1] }
    var isRow = try seek(&rows, start: bounds.after.map { number + $0 + [0] } ?? number, number)
    var isImage = try seek(&images, start: start ?? number, number)
    var looked = 0
    while isRow || isImage {
      let rowKey = isRow ? rows.key(droppingFirst: number.count) : nil
      let imageKey = isImage ? Array(images.key(droppingFirst: number.count).dropLast(5)) : nil
      let key = Self.first(rowKey, imageKey)
      if bounds.areLeft(by: key) { break }
      var value: [UInt8]?
      if rowKey == key, RowStamp(word: try rows.valueWord(at: 0)).changed < snapshot {
        value = rows.value(droppingFirst: RowStamp.byteCount)
      }
      if imageKey == key {
        if value == nil { value = try image(of: number + key, &images) }
        isImage = try seek(&images, start: number + key + [1], number)
      }
      if rowKey == key {
        isRow = try rows.move(.next) && rows.keyHasPrefix(number)
      }
      let text = String(decoding: key, as: UTF8.self)
      if let value { found.append(StoredRow(key: text, value: value)) }
      looked += 1
      guard found.count < limit, looked < Self.keysMax else {
        return RowScan(rows: found, scannedThrough: isRow || isImage ? text : nil)
      }
    }
    return RowScan(rows: found, scannedThrough: nil)
  }

  private func seek(
    _ cursor: inout TableCursor, start: [UInt8], _ number: [UInt8]
  ) throws(LMDBFailure) -> Bool {
    try cursor.move(.atOrAfter(start)) && cursor.keyHasPrefix(number)
  }

  private static func first(_ left: [UInt8]?, _ right: [UInt8]?) -> [UInt8] {
    guard let left else { return right ?? [] }
    guard let right else { return left }
    return right.lexicographicallyPrecedes(left) ? right : left
  }
}

// MARK: Small tables

extension LMDBPastRows {
  /// The rows of a small table: those of the last full dump, and what changed since.
  private func dumped(_ number: [UInt8]) throws(LogFailure) -> [[UInt8]: [UInt8]] {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try store.environment.beginReading()
      return try transaction.withCursor(over: store.dumps) { cursor throws(LMDBFailure) in
        var rows: [[UInt8]: [UInt8]] = [:]
        let full = snapshot - snapshot % LMDBViewStore.dumpsInFull
        let end = number + LMDBViewStore.bigEndian(snapshot + 1)
        var isThere = try cursor.move(.atOrAfter(number + LMDBViewStore.bigEndian(full)))
        while isThere, cursor.key.lexicographicallyPrecedes(end) {
          let value = cursor.value
          rows[cursor.key(droppingFirst: number.count + 4)] =
            value.first == 1 ? Array(value.dropFirst()) : nil
          isThere = try cursor.move(.next)
        }
        return rows
      }
    }
  }

  /// The keys that a caller wants.
  private struct Bounds {
    /// Exclusive.
    let after: [UInt8]?
    /// Inclusive.
    let through: [UInt8]?

    /// Whether a key, and with it all that follow, is beyond.
    func areLeft(by key: [UInt8]) -> Bool {
      through?.lexicographicallyPrecedes(key) ?? false
    }

    func page(of rows: [[UInt8]: [UInt8]], limit: Int) -> RowScan {
      let keys = rows.keys
        .filter { key in
          (after?.lexicographicallyPrecedes(key) ?? true) && !areLeft(by: key)
        }
        .sorted { $0.lexicographicallyPrecedes($1) }
      let page = keys.prefix(limit).map { key in
        StoredRow(key: String(decoding: key, as: UTF8.self), value: rows[key] ?? [])
      }
      return RowScan(rows: page, scannedThrough: keys.count > limit ? page.last?.key : nil)
    }
  }
}
