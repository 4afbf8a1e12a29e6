import Synchronization

/// A `ViewStore` that forgets everything with the process: for tests and trials.
///
/// Ranges sort their table at each call, and a snapshot is a copy of the view: it is made to be
/// right, not to be large.
public final class InMemoryViewStore: ViewStore {
  typealias Tables = [ByteName: [ByteName: [UInt8]]]

  private struct View {
    var checkpoint: ViewCheckpoint
    var tables: Tables = [:]
    var snapshots: [UInt64: Tables] = [:]
    /// Which making of the view this is.
    let generation = UInt64.random(in: .min ... .max)
  }

  private let state = Mutex<[String: View]>([:])

  public init() {}

  public func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? {
    state.withLock { $0[view]?.checkpoint }
  }

  public func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    state.withLock { $0[view]?.tables[ByteName(table)]?[ByteName(key)] }
  }

  public func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    let rows = state.withLock { $0[view]?.tables[ByteName(table)] ?? [:] }
    return InMemoryViewStore.page(of: rows, after: key, through: through, limit: limit)
  }

  public func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange], residentTables: [String]
  ) throws(LogFailure) {
    state.withLock { views in
      var changed = views[view] ?? View(checkpoint: checkpoint)
      changed.checkpoint = checkpoint
      for change in changes {
        changed.tables[ByteName(change.table), default: [:]][ByteName(change.key)] = change.value
      }
      let apart = checkpoint.snapshotEvents
      if apart > 0, checkpoint.position > 0, checkpoint.position % apart == 0 {
        changed.snapshots[checkpoint.position / apart] = changed.tables
      }
      views[view] = changed
    }
  }

  public func past(
    ofView view: String, snapshot: UInt64, residentTables: [String]
  ) throws(LogFailure) -> (any PastRows)? {
    let found = state.withLock { $0[view] }
    guard let found, let tables = found.snapshots[snapshot] else { return nil }
    var checkpoint = found.checkpoint
    checkpoint.position = snapshot * checkpoint.snapshotEvents
    return InMemoryPastRows(tables: tables, checkpoint: checkpoint) { [weak self] in
      self?.state.withLock { $0[view]?.generation } == found.generation
    }
  }

  public func remove(view: String) throws(LogFailure) {
    state.withLock { $0[view] = nil }
  }

  public func swap(staged: String, into view: String) throws(LogFailure) {
    state.withLock { views in
      guard let rows = views.removeValue(forKey: staged) else { return }
      views[view] = rows
    }
  }

  public func views() throws(LogFailure) -> [String] {
    state.withLock { $0.keys.sorted() }
  }

  /// A page of a table's rows.
  static func page(
    of rows: [ByteName: [UInt8]], after key: String?, through: String?, limit: Int
  ) -> [StoredRow] {
    sorted(rows)
      .filter { row in
        if let key, !key.utf8.lexicographicallyPrecedes(row.key.utf8) { return false }
        if let through, through.utf8.lexicographicallyPrecedes(row.key.utf8) { return false }
        return true
      }
      .prefix(limit).map(\.self)
  }

  static func sorted(_ rows: [ByteName: [UInt8]]) -> [StoredRow] {
    rows.map { StoredRow(key: $0.key.text, value: $0.value) }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
