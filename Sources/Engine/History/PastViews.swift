internal import ContactCenter
package import EventLog
internal import Synchronization

/// All views as of one position, each folded when it is first asked for.
///
/// Made for one question, by `ViewHistory.read`.
package final class PastViews: ViewReading {
  /// One view: what it was at the snapshot, and what has changed since.
  private struct Folded: Sendable {
    let base: any PastRows
    let rows: OverlaidRows
  }

  private struct State: Sendable {
    var events: [RecordedEvent]?
    var views: [String: Folded] = [:]
  }

  private let history: ViewHistory
  private let snapshot: UInt64
  /// The position as of which the views are.
  package let position: UInt64
  private let state = Mutex(State())

  init(_ history: ViewHistory, position: UInt64) {
    self.history = history
    self.position = position
    snapshot = history.snapshot(before: position)
  }

  /// The rows of a table that readers see, by its name in addresses.
  ///
  /// - Parameter key: exclusive; nil starts at the first row.
  /// - Returns: perhaps fewer rows than there are, with where to go on.
  package func page(
    table: String, after key: String?, limit: Int
  ) throws(LogFailure) -> RowScan {
    try scan(view: try owner(table), table: table, after: key, limit: limit)
  }

  /// One row of a table that readers see.
  package func row(table: String, key: String) throws(LogFailure) -> [UInt8]? {
    try row(view: try owner(table), table: table, key: key)
  }

  package func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? {
    let fold = try history.blank(view)
    return ViewCheckpoint(position: position, foldVersion: fold.foldVersion)
  }

  package func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    try rows(of: view).row(view: view, table: table, key: key)
  }

  package func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    try rows(of: view).rows(view: view, table: table, after: key, through: through, limit: limit)
  }

  package func scan(
    view: String, table: String, after key: String?, limit: Int
  ) throws(LogFailure) -> RowScan {
    try rows(of: view).scan(view: view, table: table, after: key, limit: limit)
  }

  /// Whether no view that was read has been replaced meanwhile.
  func areIntact() throws(LogFailure) -> Bool {
    for view in state.withLock({ Array($0.views.values) }) {
      guard try view.base.isIntact() else { return false }
    }
    return true
  }

  private func owner(_ table: String) throws(LogFailure) -> String {
    guard let view = history.owner(ofTable: table) else {
      throw .unavailable("there is no view named \(table)")
    }
    return view
  }

  private func rows(of view: String) throws(LogFailure) -> OverlaidRows {
    if let known = state.withLock({ $0.views[view] }) { return known.rows }
    let base = try history.rows(of: view, at: snapshot)
    var fold = try history.blank(view)
    try fold.restore(from: base, storedAs: view)
    fold.apply(try events())
    let rows = OverlaidRows(base: base, changes: try fold.drain())
    state.withLock { $0.views[view] = Folded(base: base, rows: rows) }
    return rows
  }

  private func events() throws(LogFailure) -> [RecordedEvent] {
    if let known = state.withLock({ $0.events }) { return known }
    let events = try history.events(after: snapshot, through: position)
    state.withLock { $0.events = events }
    return events
  }
}
