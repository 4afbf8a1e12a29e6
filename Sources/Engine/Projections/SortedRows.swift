internal import EventLog

/// Encoded rows by key, in the order of the keys' bytes.
///
/// A sorted array: views held in memory have few rows, and are read far more often than a new key
/// appears.
struct SortedRows: Sendable {
  private var rows: [StoredRow]

  init(_ rows: [StoredRow]) {
    self.rows = rows.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  subscript(key: String) -> [UInt8]? {
    get {
      let index = firstIndex(notBefore: key)
      return holds(key, at: index) ? rows[index].value : nil
    }
    set {
      let index = firstIndex(notBefore: key)
      let isKnown = holds(key, at: index)
      switch (isKnown, newValue) {
      case (true, let value?): rows[index].value = value
      case (true, nil): rows.remove(at: index)
      case (false, let value?): rows.insert(StoredRow(key: key, value: value), at: index)
      case (false, nil): break
      }
    }
  }

  /// The rows after a key (nil: from the first).
  func page(after key: String?, limit: Int) -> [StoredRow] {
    var start = 0
    if let key {
      start = firstIndex(notBefore: key)
      if holds(key, at: start) { start += 1 }
    }
    return Array(rows[start...].prefix(limit))
  }

  /// Whether the row at an index has the key. By bytes, as the store has it: names that look alike
  /// in two Unicode forms are two.
  private func holds(_ key: String, at index: Int) -> Bool {
    index < rows.count && rows[index].key.utf8.span.hasBytes(of: key.utf8.span)
  }

  private func firstIndex(notBefore key: String) -> Int {
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
