/// A view in memory as it was at a snapshot: a copy.
struct InMemoryPastRows: PastRows {
  let tables: InMemoryViewStore.Tables
  let checkpoint: ViewCheckpoint
  /// Whether the store still has the same view.
  let isThere: @Sendable () -> Bool

  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? { checkpoint }

  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    tables[ByteName(table)]?[ByteName(key)]
  }

  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    InMemoryViewStore.page(
      of: tables[ByteName(table)] ?? [:], after: key, through: through, limit: limit)
  }

  func isIntact() throws(LogFailure) -> Bool { isThere() }
}
