internal import ContactCenter
internal import EventLog

extension Projections {
  /// Folds a view from the first event into a staged one, batch by batch, until it has come as far
  /// as the one that readers see; lets others in between two batches.
  func foldAnew(
    _ view: String, storedAs staged: String, progress: (UInt64, UInt64) -> Void
  ) async throws(LogFailure) -> (fold: any Fold, index: Int) {
    guard let index = folds.firstIndex(where: { $0.view == view }) else {
      throw .unavailable("there is no view named \(view)")
    }
    try store.remove(view: staged)
    var fold = folds[index].blank()
    try fold.restore(from: store, storedAs: staged)
    while fold.position < folds[index].position {
      try step(&fold, storedAs: staged, through: folds[index].position)
      progress(fold.position, log.head)
      await Task.yield()
    }
    return (fold, index)
  }

  /// Folds what is missing to exactly the position of the view that readers see, without
  /// suspension, so that the followed log cannot move that view meanwhile.
  func finish(
    _ fold: inout any Fold, storedAs staged: String, at index: Int
  ) throws(LogFailure) {
    while fold.position < folds[index].position {
      try step(&fold, storedAs: staged, through: folds[index].position)
    }
  }

  /// Folds one more page into a staged view and commits it.
  func step(
    _ fold: inout any Fold, storedAs name: String, through end: UInt64
  ) throws(LogFailure) {
    let page = try log.read(after: fold.position, bytesMax: Self.batchBytes)
    for stored in page where stored.position <= end {
      fold.apply(try recorded(stored))
    }
    let checkpoint = ViewCheckpoint(position: fold.position, foldVersion: fold.foldVersion)
    try store.commit(view: name, checkpoint: checkpoint, changes: try fold.drain())
    fold.evict()
  }

  /// Brings a rebuilt view to exactly the position of the old one and puts it in its place.
  func adopt(
    _ rebuilt: any Fold, storedAs staged: String, at index: Int
  ) throws(LogFailure) -> RebuildResult {
    var fold = rebuilt
    try finish(&fold, storedAs: staged, at: index)
    let result = try compare(fold.view, with: staged)
    try store.swap(staged: staged, into: fold.view)
    try fold.restore(from: store, storedAs: fold.view)
    folds[index] = fold
    for table in fold.publishedTables {
      let rows = table.isResident ? try allRows(of: fold.view, table: table.name) : nil
      feed.replace(
        view: table.name, rows: rows, differs: result.differingRows > 0, position: fold.position)
    }
    statuses[fold.view]?.failure = nil
    return result
  }

  /// Compares all rows of two stored views, table by table.
  func compare(_ view: String, with other: String) throws(LogFailure) -> RebuildResult {
    var result = RebuildResult(name: view)
    for table in folds.first(where: { $0.view == view })?.tables ?? [] {
      var left = RowCursor(store: store, view: view, table: table)
      var right = RowCursor(store: store, view: other, table: table)
      try result.count(&left, against: &right)
    }
    return result
  }
}

/// What a rebuild or a verification found.
package struct RebuildResult: Sendable, Equatable {
  /// The view's name.
  package let name: String
  /// The rows of the fold from zero.
  package internal(set) var rows = 0
  /// The rows that are missing, superfluous, or of other bytes in the view as it was.
  package internal(set) var differingRows = 0
  /// The first keys that differ, as `table/key`, at most ten.
  package internal(set) var examples: [String] = []

  init(name: String) {
    self.name = name
  }

  fileprivate mutating func count(
    _ left: inout RowCursor, against right: inout RowCursor
  ) throws(LogFailure) {
    var (old, new) = (try left.next(), try right.next())
    while old != nil || new != nil {
      switch Self.order(old, new) {
      case 0:
        rows += 1
        if old != new { note(left.table, new?.key) }
        (old, new) = (try left.next(), try right.next())
      case ..<0:
        note(left.table, old?.key)
        old = try left.next()
      default:
        rows += 1
        note(left.table, new?.key)
        new = try right.next()
      }
    }
  }

  private static func order(_ old: StoredRow?, _ new: StoredRow?) -> Int {
    guard let old else { return 1 }
    guard let new else { return -1 }
    if old.key == new.key { return 0 }
    return old.key.utf8.lexicographicallyPrecedes(new.key.utf8) ? -1 : 1
  }

  private mutating func note(_ table: String, _ key: String?) {
    differingRows += 1
    if examples.count < 10 { examples.append("\(table)/\(key ?? "")") }
  }
}

/// Walks over the rows of one stored table in pages.
private struct RowCursor {
  let store: any ViewStore
  let view: String
  let table: String
  private var page: ArraySlice<StoredRow> = []
  private var last: String?
  private var isAtEnd = false

  init(store: any ViewStore, view: String, table: String) {
    self.store = store
    self.view = view
    self.table = table
  }

  mutating func next() throws(LogFailure) -> StoredRow? {
    if page.isEmpty, !isAtEnd {
      page = try store.rows(view: view, table: table, after: last, through: nil, limit: 500)[...]
      last = page.last?.key
      isAtEnd = page.count < 500
    }
    return page.popFirst()
  }
}
