internal import ContactCenter
internal import EventLog

extension Projections {
  /// Folds a view from the first event into a staged one, batch by batch, until it has come as far
  /// as the one that readers see; lets others in between two batches, which are small for that.
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
      try step(
        &fold, storedAs: staged, through: folds[index].position, bytesMax: Self.stagedBatchBytes)
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
      try step(
        &fold, storedAs: staged, through: folds[index].position, bytesMax: Self.batchBytes)
    }
  }

  /// Folds one more page into a staged view and commits it.
  private func step(
    _ fold: inout any Fold, storedAs name: String, through end: UInt64, bytesMax: Int
  ) throws(LogFailure) {
    let page = try log.read(after: fold.position, bytesMax: bytesMax)
    let last = min(end, page.lastPosition)
    var events: [RecordedEvent] = []
    for stored in page where stored.position <= end {
      events.append(try recorded(stored))
      let endsCommit = stored.position == last || endsSpan(stored.position)
      guard endsCommit || events.count == Self.eventsAtOnce else { continue }
      fold.apply(events)
      events.removeAll(keepingCapacity: true)
      if endsCommit { _ = try store(&fold, as: name) }
    }
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
    try replaceRows(of: fold, differ: result.differingRows > 0)
    let view = fold.view
    noteStanding { if $0.name == view { $0.failure = nil } }
    return result
  }

  /// Compares all rows of two stored views, table by table, and what they were at some snapshots.
  func compare(_ view: String, with other: String) throws(LogFailure) -> RebuildResult {
    var result = RebuildResult(name: view)
    for table in folds.first(where: { $0.view == view })?.tables ?? [] {
      var left = RowCursor(store: store, view: view, table: table)
      var right = RowCursor(store: store, view: other, table: table)
      try result.count(&left, against: &right)
    }
    for snapshot in try comparedSnapshots(of: view) {
      try compare(view, with: other, at: snapshot, &result)
    }
    return result
  }

  /// The last snapshot of a view, and others all over its past: all where there are few.
  private func comparedSnapshots(of view: String) throws(LogFailure) -> [UInt64] {
    let last = try store.checkpoint(ofView: view)?.lastSnapshot ?? 0
    let count = min(last, Self.comparedSnapshotsMax)
    return (0..<count).map { last - $0 * last / count }
  }

  /// Compares what two stored views were at a snapshot. How they keep it may differ: a row that was
  /// written again as it was is kept once or twice.
  private func compare(
    _ view: String, with other: String, at snapshot: UInt64, _ result: inout RebuildResult
  ) throws(LogFailure) {
    guard let fold = folds.first(where: { $0.view == view }) else { return }
    let past = try store.past(
      ofView: view, snapshot: snapshot, residentTables: fold.residentTables)
    let wanted = try store.past(
      ofView: other, snapshot: snapshot, residentTables: fold.residentTables)
    for table in fold.tables {
      var left = RowCursor(store: past ?? NoRows(), view: view, table: table)
      var right = RowCursor(store: wanted ?? NoRows(), view: other, table: table)
      var found = RebuildResult(name: view)
      try found.count(&left, against: &right)
      if found.differingRows > 0 { result.notePast(of: table, snapshot, found) }
    }
  }
}

/// What a rebuild or a verification found.
package struct RebuildResult: Sendable, Equatable {
  /// The view's name.
  package let name: String
  /// The rows of the fold from zero.
  package internal(set) var rows = 0
  /// The rows that are missing, superfluous, or of other bytes in the view as it was; and in
  /// what it was at snapshots.
  package internal(set) var differingRows = 0
  /// The first keys that differ, as `table/key`, at most ten; `table (at snapshot 7)` for what a
  /// table was.
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

  /// Notes what differs at a snapshot.
  fileprivate mutating func notePast(
    of table: String, _ snapshot: UInt64, _ found: RebuildResult
  ) {
    differingRows += found.differingRows
    let place = "\(table) (at snapshot \(snapshot))"
    if examples.count < 10, !examples.contains(place) { examples.append(place) }
  }

  private mutating func note(_ table: String, _ key: String?) {
    differingRows += 1
    if examples.count < 10 { examples.append("\(table)/\(key ?? "")") }
  }
}

/// Walks over the rows of one stored table in pages.
private struct RowCursor {
  let store: any ViewReading
  let view: String
  let table: String
  private var page: ArraySlice<StoredRow> = []
  private var last: String?
  private var isAtEnd = false

  init(store: any ViewReading, view: String, table: String) {
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
