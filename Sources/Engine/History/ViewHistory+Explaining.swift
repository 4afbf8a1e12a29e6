internal import ContactCenter
package import EventLog

extension ViewHistory {
  /// Finds the events that changed a field of a row, in the order of the log.
  ///
  /// Folds the row's view from where it stood at `position` on, one event at a time, and compares:
  /// so it holds for every field of every view. Looks at no more events than lie between two
  /// snapshots, and before the first that can concern a call or a case at none.
  ///
  /// - Parameters:
  ///   - subject: the row and its field.
  ///   - position: exclusive.
  ///   - end: inclusive; at most where the views stand.
  ///   - limit: at most this many steps.
  /// - Throws: `LogFailure.unavailable` for a view that is not there, or is being made anew.
  package func explain(
    _ subject: RowSubject, after position: UInt64, through end: UInt64, limit: Int
  ) throws(LogFailure) -> Explanation {
    guard let view = owner(ofTable: subject.table) else {
      throw .unavailable("there is no view named \(subject.table)")
    }
    let start = max(position, try firstConcern(subject, end: end))
    let base = try rows(of: view, at: snapshot(before: start))
    var fold = try blank(view)
    try fold.restore(from: base, storedAs: view)
    fold.apply(try events(after: snapshot(before: start), through: start))
    let changes = try fold.drain().filter { subject.isOf($0) }
    let row =
      if let change = changes.last {
        change.value
      } else {
        try base.row(view: view, table: subject.table, key: subject.key)
      }
    var found = Explanation(scannedThrough: start)
    found.before = row.flatMap(subject.field.value)
    try follow(&fold, subject, through: min(end, start + snapshotEvents), limit: limit, &found)
    guard try base.isIntact() else { throw .unavailable("views are being rebuilt: ask again") }
    return found
  }

  private func follow(
    _ fold: inout any Fold, _ subject: RowSubject, through end: UInt64, limit: Int,
    _ found: inout Explanation
  ) throws(LogFailure) {
    var value = found.before
    for event in try events(afterPosition: found.scannedThrough, through: end) {
      fold.apply([event])
      found.scannedThrough = event.position
      for change in try fold.drain() where subject.isOf(change) {
        let new = change.value.flatMap(subject.field.value)
        guard new != value else { continue }
        value = new
        found.steps.append(Explanation.Step(position: event.position, value: new))
      }
      if found.steps.count >= limit { return }
    }
  }

  /// The place before the first event that can concern a row: that of its stream, where the row is
  /// about one thing that has a stream of its own.
  private func firstConcern(_ subject: RowSubject, end: UInt64) throws(LogFailure) -> UInt64 {
    let kinds: [String: StreamName.Kind] = ["calls": .call, "cases": .case, "campaigns": .campaign]
    guard let kind = kinds[subject.table] else { return 0 }
    let stream = StreamName(kind, subject.key).description
    let first = try log.positions(ofStream: stream, afterVersion: 0, limit: 1).first
    return first.map { $0 - 1 } ?? end
  }
}
