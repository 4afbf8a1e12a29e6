internal import EventLog

extension ViewReading {
  /// The rows that are read at once: enough that the transaction costs little beside them.
  private var pageRows: Int { 1_000 }

  /// Visits the rows of a table in the order of their keys, in constant memory.
  ///
  /// - Parameters:
  ///   - key: exclusive; nil starts at the first row.
  ///   - through: inclusive upper bound of the keys; nil for none.
  func forEachRow(
    view: String, table: String, after key: String? = nil, through: String? = nil,
    _ body: (StoredRow) throws(LogFailure) -> Void
  ) throws(LogFailure) {
    var last = key
    while true {
      let page = try rows(view: view, table: table, after: last, through: through, limit: pageRows)
      for row in page { try body(row) }
      guard page.count == pageRows else { return }
      last = page.last?.key
    }
  }
}
