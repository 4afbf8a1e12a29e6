internal import ContactCenter
package import EventLog
internal import Synchronization

/// The views as readers see them: rows at a position, and what changed since another.
///
/// Rows of small views are held in memory as encoded bytes; those of large ones are read from the
/// store. The position and the rows are always of the same moment.
package final class ViewFeed: Sendable {
  /// What is published of one view.
  struct Published: Sendable {
    /// The view whose table this is.
    var view: String
    /// Encoded rows in the order of keys; nil for a view too large to hold.
    var rows: SortedRows?
    var ring: ChangeRing
    /// Which making of the rows this is; another one may differ from it at the same position.
    var generation = UInt64.random(in: .min ... .max)
    /// Where this generation began: who stood there may have seen the one before.
    var begunAt: UInt64
    /// Whether what each event changes is published by itself.
    var isFollowedClosely = false
  }

  struct State: Sendable {
    var position: UInt64 = 0
    var views: [String: Published] = [:]
    var observers: [UInt64: @Sendable (UInt64) -> Void] = [:]
    var nextObserver: UInt64 = 0
  }

  private let store: any ViewStore
  private let state = Mutex(State())

  init(store: any ViewStore) {
    self.store = store
  }

  /// The position up to which all views have been folded and published.
  package var position: UInt64 {
    state.withLock { $0.position }
  }

  /// Whether there is a view of this name.
  package func holds(view: String) -> Bool {
    state.withLock { $0.views[view] != nil }
  }

  /// Rows in the order of their keys.
  ///
  /// - Parameters:
  ///   - key: exclusive; nil starts at the first row.
  ///   - limit: at most this many rows.
  package func page(
    view: String, after key: String?, limit: Int
  ) throws(LogFailure) -> ViewPage {
    let held = state.withLock { state -> ViewPage? in
      guard let rows = state.views[view]?.rows else { return nil }
      return ViewPage(
        position: state.position, rows: rows.page(after: key, limit: limit),
        generation: state.views[view]?.generation ?? 0)
    }
    if let held { return held }
    return try consistently(view) { (owner) throws(LogFailure) in
      try store.rows(view: owner, table: view, after: key, through: nil, limit: limit)
    }
  }

  /// One row and the position at which it was so; no row for an unknown key.
  package func row(view: String, key: String) throws(LogFailure) -> ViewPage {
    let held = state.withLock { state -> ViewPage? in
      guard let rows = state.views[view]?.rows else { return nil }
      let row = rows[key].map { [StoredRow(key: key, value: $0)] } ?? []
      return ViewPage(
        position: state.position, rows: row, generation: state.views[view]?.generation ?? 0)
    }
    if let held { return held }
    return try consistently(view) { (owner) throws(LogFailure) in
      try store.row(view: owner, table: view, key: key).map { [StoredRow(key: key, value: $0)] }
        ?? []
    }
  }

  /// Where the views stand, and the generation of one view's rows; 0 for a view that is not there.
  package func moment(ofView view: String) -> (position: UInt64, generation: UInt64) {
    state.withLock { ($0.position, $0.views[view]?.generation ?? 0) }
  }

  /// The generation of a view's rows: it changes where a rebuild changed rows, and with a restart.
  package func generation(ofView view: String) -> UInt64? {
    state.withLock { $0.views[view]?.generation }
  }

  /// The generation that a subscriber goes on with who held the view of a position, by a cursor
  /// that says no more; nil where that may have been another generation.
  package func generation(ofView view: String, heldAt position: UInt64) -> UInt64? {
    state.withLock { state in
      state.views[view].flatMap { $0.begunAt < position ? $0.generation : nil }
    }
  }

  /// What changed in a view after a position: the latest value of each row.
  ///
  /// - Parameters:
  ///   - generation: that of the rows which the caller holds; nil does not ask.
  ///   - bytesMax: of the rows; those of one event more may come.
  package func changes(
    view: String, since position: UInt64, generation: UInt64? = nil, bytesMax: Int = .max
  ) -> ViewChanges {
    changes(view, since: position, generation) { $0.since(position, bytesMax: bytesMax) }
  }

  /// What the events after a position changed in a view, one after the other, as far as
  /// `followClosely` was asked for before they came; those of earlier ones as they were published.
  ///
  /// - Parameter bytesMax: of the rows; those of one event more may come.
  package func everyChange(
    view: String, since position: UInt64, generation: UInt64, bytesMax: Int
  ) -> ViewChanges {
    changes(view, since: position, generation) { $0.every(since: position, bytesMax: bytesMax) }
  }

  /// What a look at a view's ring finds, if the caller holds the view of a position that is known.
  private func changes(
    _ view: String, since position: UInt64, _ generation: UInt64?,
    _ find: (ChangeRing) -> (changes: [ViewChange], isAll: Bool)?
  ) -> ViewChanges {
    state.withLock { state in
      guard let published = state.views[view], position <= state.position,
        generation == nil || generation == published.generation,
        let (changes, isAll) = find(published.ring)
      else { return .reset }
      let through = isAll ? state.position : changes.last?.position ?? position
      return .rows(changes, through: through, isAll: isAll)
    }
  }

  /// From the next batch on, publishes what each event changes in a view by itself, and not only
  /// what a batch comes to. Stays so: who comes back finds no gap.
  package func followClosely(view: String) {
    state.withLock { $0.views[view]?.isFollowedClosely = true }
  }

  /// The names of the folds of which a view is followed closely.
  var closelyFollowed: Set<String> {
    state.withLock { state in
      Set(state.views.values.lazy.filter(\.isFollowedClosely).map(\.view))
    }
  }

  /// Calls back after each publication with the new position, on the projections' executor, in
  /// order. The observer must return quickly.
  package func observe(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
    let id = state.withLock { state -> UInt64 in
      state.nextObserver += 1
      state.observers[state.nextObserver] = observer
      return state.nextObserver
    }
    return HeadObservation { [weak self] in
      self?.state.withLock { _ = $0.observers.removeValue(forKey: id) }
    }
  }

  /// All rows of a table that only the folds see.
  func privateRows(view: String, table: String) throws(LogFailure) -> [StoredRow] {
    try store.rows(view: view, table: table, after: nil, through: nil, limit: .max)
  }

  /// The floor as it is stored.
  func storedFloor() throws(LogFailure) -> Floor {
    try FloorFold.stored(in: store).floor
  }

  /// Reads rows from the store until the view's checkpoint was the same before and after.
  private func consistently(
    _ table: String, _ read: (_ view: String) throws(LogFailure) -> [StoredRow]
  ) throws(LogFailure) -> ViewPage {
    while true {
      guard
        let (view, generation) = state.withLock({ state in
          state.views[table].map { ($0.view, $0.generation) }
        })
      else { throw .unavailable("there is no view named \(table)") }
      let before = try store.checkpoint(ofView: view)
      let rows = try read(view)
      if try store.checkpoint(ofView: view) == before {
        return ViewPage(position: before?.position ?? 0, rows: rows, generation: generation)
      }
    }
  }
}

/// Rows of a view at a position.
package struct ViewPage: Sendable, Equatable {
  package var position: UInt64
  package var rows: [StoredRow]
  /// Which making of the view's rows they are of.
  package var generation: UInt64

  package init(position: UInt64, rows: [StoredRow], generation: UInt64) {
    self.position = position
    self.rows = rows
    self.generation = generation
  }
}

extension ViewFeed {
  /// Makes a view known, with its rows if they are to be held in memory.
  func register(table: String, of view: String, rows: [StoredRow]?, position: UInt64) {
    state.withLock { state in
      state.views[table] = Published(
        view: view,
        rows: rows.map(SortedRows.init),
        ring: ChangeRing(completeSince: position, bytesMax: 16 << 20), begunAt: position)
      state.position = max(state.position, position)
    }
  }

  /// Publishes the changes of all views up to a position, in one step, and wakes the observers.
  func publish(_ changes: [(view: String, changes: [ViewChange])], position: UInt64) {
    let observers = state.withLock { state in
      for (view, changes) in changes {
        guard let index = state.views.index(forKey: view) else { continue }
        for change in changes {
          state.views.values[index].rows?[change.key] = change.value
          state.views.values[index].ring.append(change)
        }
      }
      state.position = position
      return Array(state.observers.values)
    }
    for observer in observers { observer(position) }
  }

  /// Puts rebuilt rows in the place of a view's old ones. Where they differ a new generation
  /// begins: all subscribers are woken, and take a snapshot.
  func replace(view: String, rows: [StoredRow]?, differs: Bool, position: UInt64) {
    let (observers, position) = state.withLock { state in
      if let rows { state.views[view]?.rows = SortedRows(rows) }
      guard differs else { return ([@Sendable (UInt64) -> Void](), position) }
      state.views[view]?.ring.reset(at: position)
      state.views[view]?.generation &+= 1
      state.views[view]?.begunAt = position
      return (Array(state.observers.values), state.position)
    }
    for observer in observers { observer(position) }
  }
}
