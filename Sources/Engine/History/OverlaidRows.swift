internal import EventLog

/// Stored rows with the changes of a fold on top.
struct OverlaidRows: ViewReading {
  private let base: any ViewReading
  /// By table: the changed rows in the order of their keys' bytes.
  private let changed: [String: [RowChange]]

  init(base: any ViewReading, changes: [RowChange]) {
    self.base = base
    changed = Dictionary(grouping: changes, by: \.table).mapValues { rows in
      rows.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
  }

  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? {
    try base.checkpoint(ofView: view)
  }

  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    let rows = changed[table] ?? []
    let index = Self.firstIndex(in: rows, notBefore: key)
    if index < rows.count, rows[index].key.utf8.elementsEqual(key.utf8) {
      return rows[index].value
    }
    return try base.row(view: view, table: table, key: key)
  }

  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    var found: [StoredRow] = []
    var last = key
    while found.count < limit {
      // As many as are wanted: where changes remove some of them the next look fetches more.
      let page = try base.rows(
        view: view, table: table, after: last, through: through, limit: limit)
      let end = page.count < limit ? nil : page.last?.key
      found += merged(page, table, after: last, through: end ?? through)
      guard let end else { break }
      last = end
    }
    return Array(found.prefix(limit))
  }

  func scan(
    view: String, table: String, after key: String?, limit: Int
  ) throws(LogFailure) -> RowScan {
    let scan = try base.scan(view: view, table: table, after: key, limit: limit)
    let rows = merged(scan.rows, table, after: key, through: scan.scannedThrough)
    guard rows.count > limit else {
      return RowScan(rows: rows, scannedThrough: scan.scannedThrough)
    }
    return RowScan(rows: Array(rows.prefix(limit)), scannedThrough: rows[limit - 1].key)
  }

  /// The rows of a stretch of keys, which begins after one and ends with another or not at all.
  private func merged(
    _ page: [StoredRow], _ table: String, after key: String?, through end: String?
  ) -> [StoredRow] {
    let changes = changes(table, after: key, through: end)
    guard !changes.isEmpty else { return page }
    var found: [StoredRow] = []
    found.reserveCapacity(page.count + changes.count)
    var rest = changes
    for row in page {
      while let change = rest.first, change.key.utf8.lexicographicallyPrecedes(row.key.utf8) {
        rest.removeFirst()
        if let value = change.value { found.append(StoredRow(key: change.key, value: value)) }
      }
      guard let change = rest.first, change.key.utf8.elementsEqual(row.key.utf8) else {
        found.append(row)
        continue
      }
      rest.removeFirst()
      if let value = change.value { found.append(StoredRow(key: change.key, value: value)) }
    }
    for change in rest {
      if let value = change.value { found.append(StoredRow(key: change.key, value: value)) }
    }
    return found
  }

  private func changes(
    _ table: String, after key: String?, through end: String?
  ) -> ArraySlice<RowChange> {
    let rows = changed[table] ?? []
    var start = 0
    if let key {
      start = Self.firstIndex(in: rows, notBefore: key)
      if start < rows.count, rows[start].key.utf8.elementsEqual(key.utf8) { start += 1 }
    }
    var stop = rows.count
    if let end {
      stop = Self.firstIndex(in: rows, notBefore: end)
      if stop < rows.count, rows[stop].key.utf8.elementsEqual(end.utf8) { stop += 1 }
    }
    return rows[start..<max(start, stop)]
  }

  private static func firstIndex(in rows: [RowChange], notBefore key: String) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].key.utf8.lexicographicallyPrecedes(key.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
