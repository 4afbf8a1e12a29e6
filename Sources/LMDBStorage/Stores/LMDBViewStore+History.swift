import EventLog
import LMDB

// What rows were at snapshots.
//
// Large tables keep a row's old value when it first changes after a snapshot (as a copy on write
// does): `images` holds table's number, key, a zero byte and the number of the last snapshot at
// which the row was so (4 bytes, big-endian) → the span in which it had come to be so (4 bytes,
// little-endian), value. A row that is written once, and most are, costs nothing; a row at a
// snapshot is found by two look-ups, however long ago that was.
//
// Small tables are written out: `dumps` holds table's number, the snapshot's number (4 bytes,
// big-endian), key → 1 and the value, or 0 for a row that is gone. Every `dumpsInFull`th snapshot
// has all rows, those between have what changed since the one before. So a table whose rows come
// and go is read in time that does not grow with all those that ever were.

extension LMDBViewStore {
  /// How many snapshots there are to one that has all rows of the small tables.
  static let dumpsInFull: UInt32 = 16

  /// Writes changes of one table, and keeps what they replace.
  func write(
    _ batch: ChangeBatch, _ changes: [RowChange], number: [UInt8], _ span: SnapshotSpan,
    in transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    var key = number
    for change in changes[batch.changes] {
      key.removeSubrange(number.count...)
      key.append(contentsOf: change.key.utf8)
      var stamp = RowStamp(born: span.number ?? 0, changed: span.number ?? 0)
      if let current = span.number, let word = try transaction.firstWord(of: key, in: rows) {
        let old = RowStamp(word: word)
        if batch.isResident {
          if change.value == nil, old.born < current {
            let place = Self.dumpKey(number, current + 1, change.key.utf8)
            try transaction.put(place, [0], in: dumps)
          }
        } else if old.changed < current {
          try keepImage(key, old, lastAt: current, in: &transaction)
        }
        stamp.born = old.born
      }
      if let value = change.value {
        try transaction.put(key, word: stamp.word, value, in: rows)
      } else {
        try transaction.delete(key, in: rows)
      }
    }
  }

  private func keepImage(
    _ key: [UInt8], _ stamp: RowStamp, lastAt snapshot: UInt32,
    in transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    guard
      let value = try transaction.value(of: key, in: rows, droppingFirst: RowStamp.byteCount)
    else { return }
    try transaction.put(
      Self.imageKey(key, snapshot), Indexes.bytes(UInt64(stamp.changed)).prefix(4) + value,
      in: images)
  }

  /// Writes out a small table at a snapshot.
  func dump(
    _ view: String, _ table: String, _ snapshot: UInt32, in transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    let tableKey = Array(view.utf8) + [0] + Array(table.utf8)
    guard let number = try transaction.value(of: tableKey, in: tables) else { return }
    let isInFull = snapshot % Self.dumpsInFull == 0
    let changed = try transaction.withCursor(over: rows) { cursor throws(LMDBFailure) in
      var found: [(key: [UInt8], value: [UInt8])] = []
      var isThere = try cursor.move(.atOrAfter(number))
      while isThere, cursor.keyHasPrefix(number) {
        let stamp = RowStamp(word: try cursor.valueWord(at: 0))
        if isInFull || stamp.changed + 1 == snapshot {
          found.append(
            (
              cursor.key(droppingFirst: number.count),
              [1] + cursor.value(droppingFirst: RowStamp.byteCount)
            ))
        }
        isThere = try cursor.move(.next)
      }
      return found
    }
    for row in changed {
      try transaction.put(Self.dumpKey(number, snapshot, row.key), row.value, in: dumps)
    }
  }

  static func dumpKey(
    _ number: [UInt8], _ snapshot: UInt32, _ key: some Collection<UInt8>
  ) -> [UInt8] {
    number + bigEndian(snapshot) + key
  }

  /// - Parameter key: the row's, with its table's number.
  static func imageKey(_ key: [UInt8], _ snapshot: UInt32) -> [UInt8] {
    key + [0] + bigEndian(snapshot)
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    Array(Indexes.bigEndian(UInt64(number)).suffix(4))
  }

  func past(
    ofView view: String, snapshot: UInt64, residentTables: [String]
  ) throws(LogFailure) -> (any PastRows)? {
    guard let snapshot = UInt32(exactly: snapshot), snapshot > 0 else { return nil }
    let prefix = try LMDBViewStore.tableKey(view, "")
    let found = try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try entries(prefix, in: transaction)
    }
    guard var checkpoint = found.first.flatMap({ Self.checkpoint($0.value) }),
      checkpoint.snapshotEvents > 0,
      checkpoint.position >= UInt64(snapshot) * checkpoint.snapshotEvents
    else { return nil }
    checkpoint.position = UInt64(snapshot) * checkpoint.snapshotEvents
    var numbers: [String: [UInt8]] = [:]
    for entry in found.dropFirst() {
      numbers[String(decoding: entry.key.dropFirst(prefix.count), as: UTF8.self)] = entry.value
    }
    return LMDBPastRows(
      store: self, view: view, checkpoint: checkpoint, snapshot: snapshot, numbers: numbers,
      residentTables: residentTables)
  }
}
