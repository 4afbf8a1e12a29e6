internal import ContactCenter
internal import EventCodec
package import EventLog
internal import Synchronization

/// The views of this installation, folded from the log as it grows.
///
/// One actor drives all folds over the same pages, so that each event is decoded once. Views are
/// committed after each batch and then published together: a reader sees them all at one position.
package actor Projections {
  /// What one batch reads of the log at most. A loop that has fallen behind takes larger batches,
  /// in which a row that changes often is encoded once: the cost of an event falls as load rises.
  static let batchBytes = 16 << 20
  /// What one batch of a view that is folded anew reads: some hundredths of a second, for which
  /// those that follow the live views wait.
  static let stagedBatchBytes = 2 << 20
  /// So many events are decoded, then folded by one view after the other.
  static let eventsAtOnce = 256
  /// How long the loop waits before it tries again after a commit that failed.
  private static let retryDelay = Duration.seconds(1)
  /// At so many snapshots a verification looks at what a view was.
  static let comparedSnapshotsMax: UInt64 = 8

  let log: any EventLog
  let store: any ViewStore
  private let codec: EventCodec
  /// How many events lie between two snapshots of the views.
  let snapshotEvents: UInt64
  var folds: [any Fold]
  /// What each event has changed in a fold since its last commit, of those that are followed
  /// closely.
  private var kept: [Int: [(changes: [RowChange], position: UInt64)]] = [:]
  /// Whether a commit failed: what the folds hold in memory is then not what is stored.
  private var isTornUp = false
  /// Whether the loop is going to try again by itself.
  private var isRetrying = false
  /// How each view stands as of its last commit, in the order of the folds.
  private nonisolated let standing: Mutex<[ProjectionStatus]>

  /// What readers see.
  package nonisolated let feed: ViewFeed

  private let thread = FoldingThread()

  /// Everything here happens on a thread of its own.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    thread.asUnownedSerialExecutor()
  }

  init(
    log: any EventLog, store: any ViewStore, codec: EventCodec, folds: [any Fold],
    snapshotEvents: UInt64
  ) {
    self.snapshotEvents = snapshotEvents
    self.log = log
    self.store = store
    self.codec = codec
    self.folds = folds
    standing = Mutex(folds.map { ProjectionStatus(name: $0.view, foldVersion: $0.foldVersion) })
    feed = ViewFeed(store: store)
  }

  /// Takes up what is stored and folds what is missing, up to the log's head.
  ///
  /// A view whose fold has changed since it was stored, or whose snapshots lie otherwise, is folded
  /// from the first event.
  ///
  /// - Parameter progress: called after each batch with the position reached and the head.
  package func open(
    progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(LogFailure) {
    for index in folds.indices {
      let view = folds[index].view
      let stored = try store.checkpoint(ofView: view)
      if let stored,
        stored.foldVersion != folds[index].foldVersion || stored.snapshotEvents != snapshotEvents
      {
        try store.remove(view: view)
      }
      try folds[index].restore(from: store, storedAs: view)
    }
    try catchUp(publishing: false, progress: progress)
    for fold in folds { try register(fold) }
    noteStanding()
  }

  /// Takes up what is stored, as it stands, for a process that only reads.
  package func attach() throws(LogFailure) {
    for index in folds.indices {
      try folds[index].restore(from: store, storedAs: folds[index].view)
      try register(folds[index])
    }
    noteStanding()
  }

  /// Follows the log until the task is cancelled.
  package func follow() async {
    let (wakeups, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let observation = log.observeHead { _ in continuation.yield() }
    defer { observation.cancel() }
    continuation.yield()
    for await _ in wakeups {
      do {
        if isTornUp { try takeUpAgain() }
        try catchUp(publishing: true)
      } catch {
        isTornUp = true
        note(failure: error)
        tryLater(continuation)
      }
    }
  }

  /// Wakes the loop once more after a while: a disk may have room again though nothing is appended,
  /// for whoever is told that the views have stopped sends nothing. One attempt at a time is waited
  /// for, and asks for the next where it fails.
  private func tryLater(_ wakeups: AsyncStream<Void>.Continuation) {
    guard !isRetrying else { return }
    isRetrying = true
    Task {
      // Nobody cancels it.
      try? await Task.sleep(for: Self.retryDelay)
      isRetrying = false
      wakeups.yield()
    }
  }

  /// How each view stands, as of its last commit. Waits for nobody: whoever asks whether the views
  /// lag is answered while they do.
  package nonisolated func list() -> [ProjectionStatus] {
    let head = log.head
    return standing.withLock { $0 }.map { status in
      var status = status
      status.lagEvents = head - min(head, status.position)
      return status
    }
  }

  /// Tells readers how far the views have come, and what else a change says of each.
  func noteStanding(_ change: (inout ProjectionStatus) -> Void = { _ in }) {
    let positions = folds.map(\.position)
    standing.withLock { statuses in
      for index in statuses.indices {
        statuses[index].position = positions[index]
        change(&statuses[index])
      }
    }
  }

  /// Folds one view anew beside the old one, then puts it in the old one's place in one step.
  /// Readers and writers go on meanwhile.
  ///
  /// - Parameter progress: called after each batch with the position reached and the head.
  /// - Returns: how many rows there are, and how many differ from the old ones.
  package func rebuild(
    _ view: String, progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
  ) async throws(LogFailure) -> RebuildResult {
    let staged = view + "~rebuild"
    let (fold, index) = try await foldAnew(view, storedAs: staged, progress: progress)
    return try adopt(fold, storedAs: staged, at: index)
  }

  /// Folds one view anew and compares it row by row with the stored one, which stays.
  ///
  /// - Parameter progress: called after each batch with the position reached and the head.
  package func verify(
    _ view: String, progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
  ) async throws(LogFailure) -> RebuildResult {
    let staged = view + "~verify"
    let (rebuilt, index) = try await foldAnew(view, storedAs: staged, progress: progress)
    var fold = rebuilt
    try finish(&fold, storedAs: staged, at: index)
    let result = try compare(view, with: staged)
    try store.remove(view: staged)
    return result
  }
}

// MARK: The loop

extension Projections {
  /// Folds the log up to its head in batches.
  private func catchUp(
    publishing: Bool, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(LogFailure) {
    while let start = folds.map(\.position).min(), start < log.head {
      let page = try log.read(after: start, bytesMax: Self.batchBytes)
      guard let last = page.last?.position else { return }
      let close = publishing ? feed.closelyFollowed : []
      let closelyFollowed = folds.indices.filter { close.contains(folds[$0].view) }
      var events: [RecordedEvent] = []
      for stored in page {
        events.append(try recorded(stored))
        let endsCommit = stored.position == last || endsSpan(stored.position)
        guard endsCommit || events.count == Self.eventsAtOnce else { continue }
        for index in closelyFollowed { try keepChanges(of: index, by: events) }
        for index in folds.indices { folds[index].apply(events) }
        events.removeAll(keepingCapacity: true)
        if endsCommit { try commit(at: stored.position, publishing: publishing) }
      }
      progress(last, log.head)
    }
  }

  /// Whether a snapshot is due at a position: a commit ends there.
  func endsSpan(_ position: UInt64) -> Bool {
    position % snapshotEvents == 0
  }

  /// Commits all views, and publishes them together.
  private func commit(at position: UInt64, publishing: Bool) throws(LogFailure) {
    var changes: [(view: String, changes: [ViewChange])] = []
    // A view that is ahead of the others has applied nothing of the batch.
    for index in folds.indices where folds[index].position == position {
      changes += try commit(index)
    }
    noteStanding()
    if publishing { feed.publish(changes, position: position) }
  }

  nonisolated func recorded(_ stored: StoredEvent) throws(LogFailure) -> RecordedEvent {
    do {
      return try codec.recorded(stored)
    } catch {
      throw .damaged(position: stored.position, reason: "cannot be decoded: \(error)")
    }
  }

  /// Applies events to a fold that is followed closely, and takes what each has changed, to be
  /// published by itself.
  private func keepChanges(of index: Int, by events: [RecordedEvent]) throws(LogFailure) {
    for event in events where event.position > folds[index].position {
      folds[index].apply([event])
      let changes = try folds[index].drain()
      if !changes.isEmpty { kept[index, default: []].append((changes, event.position)) }
    }
  }

  private func commit(
    _ index: Int
  ) throws(LogFailure) -> [(view: String, changes: [ViewChange])] {
    var steps = kept.removeValue(forKey: index) ?? []
    // Named beforehand: within the call it would be asked of a copy of the fold, which lives until
    // the call ends, and every table that changes meanwhile would be copied whole.
    let view = folds[index].view
    let rest = try store(&folds[index], as: view, after: steps.flatMap(\.changes))
    steps.append((rest, folds[index].position))
    let tables = folds[index].publishedTables.map(\.name)
    return steps.flatMap { published($0.changes, of: tables, position: $0.position) }
  }

  /// Stores what has changed in a fold, with how far it has come.
  ///
  /// - Parameter before: what was drained since the last commit.
  /// - Returns: the rows that have changed since.
  func store(
    _ fold: inout any Fold, as name: String, after before: [RowChange] = []
  ) throws(LogFailure) -> [RowChange] {
    let changes = try fold.drain()
    let checkpoint = ViewCheckpoint(
      position: fold.position, foldVersion: fold.foldVersion, snapshotEvents: snapshotEvents)
    try store.commit(
      view: name, checkpoint: checkpoint, changes: before.isEmpty ? changes : before + changes,
      residentTables: fold.residentTables)
    fold.evict()
    return changes
  }

  /// Goes back to what is stored, after a commit that failed: what had been drained for it is lost.
  /// Readers of views that were committed, and not published, begin anew.
  private func takeUpAgain() throws(LogFailure) {
    kept = [:]
    for index in folds.indices {
      try folds[index].restore(from: store, storedAs: folds[index].view)
      if folds[index].position != feed.position { try replaceRows(of: folds[index], differ: true) }
    }
    isTornUp = false
    noteStanding { $0.failure = nil }
  }

  /// The changes of the tables that readers see; those of a table follow each other.
  private func published(
    _ changes: [RowChange], of tables: [String], position: UInt64
  ) -> [(view: String, changes: [ViewChange])] {
    var found: [(view: String, changes: [ViewChange])] = []
    var start = 0
    while start < changes.count {
      let table = changes[start].table
      let end = changes[start...].firstIndex { $0.table != table } ?? changes.count
      if tables.contains(table) {
        let rows = changes[start..<end]
        found.append(
          (table, rows.map { ViewChange(key: $0.key, value: $0.value, position: position) }))
      }
      start = end
    }
    return found
  }

  private func register(_ fold: any Fold) throws(LogFailure) {
    for table in fold.publishedTables {
      let rows = table.isResident ? try allRows(of: fold.view, table: table.name) : nil
      feed.register(
        table: table.name, of: fold.view, rows: rows, position: fold.position)
    }
  }

  /// Puts the stored rows of a fold in the place of those that readers see.
  func replaceRows(of fold: any Fold, differ: Bool) throws(LogFailure) {
    for table in fold.publishedTables {
      let rows = table.isResident ? try allRows(of: fold.view, table: table.name) : nil
      feed.replace(view: table.name, rows: rows, differs: differ, position: fold.position)
    }
  }

  func allRows(of view: String, table: String) throws(LogFailure) -> [StoredRow] {
    var rows: [StoredRow] = []
    try store.forEachRow(view: view, table: table) { rows.append($0) }
    return rows
  }

  private func note(failure: LogFailure) {
    noteStanding { $0.failure = "\(failure)" }
  }
}
