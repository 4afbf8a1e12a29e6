import EventLog

/// Changes of one table that follow each other.
struct ChangeBatch {
  var tableKey: [UInt8]
  /// Whether the table is small, and its rows at a snapshot are kept together.
  var isResident: Bool
  var changes: Range<Int>

  /// - Throws: `LogFailure.tooLarge` for a key that is too long; `.unavailable` for one that holds
  ///   a zero byte.
  static func batches(
    of changes: [RowChange], in view: String, residentTables: [String]
  ) throws(LogFailure) -> [ChangeBatch] {
    var batches: [ChangeBatch] = []
    for (index, change) in changes.enumerated() {
      try check(change.key)
      if index == 0 || change.table != changes[index - 1].table {
        batches.append(
          ChangeBatch(
            tableKey: try LMDBViewStore.tableKey(view, change.table),
            isResident: residentTables.contains(change.table), changes: index..<index))
      }
      batches[batches.count - 1].changes = batches[batches.count - 1].changes.lowerBound..<index + 1
    }
    return batches
  }

  private static func check(_ key: String) throws(LogFailure) {
    let bytesMax = LMDBViewStore.keyBytesMax
    guard key.utf8.count <= bytesMax else {
      throw .tooLarge(what: "key of a row", bytes: key.utf8.count, bytesMax: bytesMax)
    }
    guard !key.utf8.contains(0) else { throw .unavailable("the key of a row holds a zero byte") }
  }
}
