internal import ContactCenter
internal import EventCodec
package import EventLog

/// The views as they were at any position of the log: from the nearest snapshot before it, and the
/// events between.
///
/// Snapshots lie at the multiples of `snapshotEvents`; a view keeps what it was there in the same
/// commits that move it. So an answer costs the folding of fewer events than lie between two of
/// them, of those views alone that it needs, however long the log is and however far back it looks.
package struct ViewHistory: Sendable {
  /// How many events lie between two snapshots.
  ///
  /// With fewer the rows of the small tables are written out more often; with more an answer folds
  /// more events: at 16,384 a tenth of a second at most.
  package static let snapshotEvents: UInt64 = 16_384
  /// How often a reading begins anew where a rebuilt view has taken the place of what it reads.
  private static let attemptsMax = 3

  let log: any EventLog
  let store: any ViewStore
  private let codec: EventCodec
  private let folds: [any Fold]
  let snapshotEvents: UInt64

  init(
    log: any EventLog, store: any ViewStore, codec: EventCodec, folds: [any Fold],
    snapshotEvents: UInt64
  ) {
    self.log = log
    self.store = store
    self.codec = codec
    self.folds = folds
    self.snapshotEvents = snapshotEvents
  }

  /// Reads the views as they were at a position.
  ///
  /// Blocks, for as long as folding fewer than `snapshotEvents` events takes for each view that the
  /// body asks for; holds those events in memory meanwhile.
  ///
  /// - Parameters:
  ///   - position: at most where the views stand.
  ///   - body: what is read; called again where a view was replaced meanwhile.
  /// - Throws: `LogFailure.unavailable` where a view has not come so far.
  package func read<Value>(
    at position: UInt64, _ body: (PastViews) throws(LogFailure) -> Value
  ) throws(LogFailure) -> Value {
    for _ in 0..<Self.attemptsMax {
      let views = PastViews(self, position: position)
      let outcome = Result { () throws(LogFailure) in try body(views) }
      if try views.areIntact() { return try outcome.get() }
    }
    throw .unavailable("views are being rebuilt: ask again")
  }

  /// Names the versions of all folds together: under another one the same position may have other
  /// rows.
  package var version: UInt32 {
    // FNV-1a over names and versions (Fowler, Noll, Vo).
    folds.reduce(2_166_136_261) { hash, fold in
      "\(fold.view)\(fold.foldVersion)".utf8.reduce(hash) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
  }

  /// The view that a table belongs to, where readers see it.
  func owner(ofTable table: String) -> String? {
    folds.first { fold in fold.publishedTables.contains { $0.name == table } }?.view
  }

  /// The number of the last snapshot at or before a position; 0: there is none.
  func snapshot(before position: UInt64) -> UInt64 { position / snapshotEvents }

  /// The position of a snapshot.
  func position(ofSnapshot number: UInt64) -> UInt64 { number * snapshotEvents }

  /// The events after a snapshot up to a position, decoded.
  func events(
    after snapshot: UInt64, through position: UInt64
  ) throws(LogFailure) -> [RecordedEvent] {
    try events(afterPosition: self.position(ofSnapshot: snapshot), through: position)
  }

  /// The events after a position up to another one, decoded.
  func events(
    afterPosition first: UInt64, through position: UInt64
  ) throws(LogFailure) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    var reached = first
    while reached < position {
      let page = try log.read(after: reached, bytesMax: 1 << 20)
      guard !page.isEmpty else { break }
      for stored in page where stored.position <= position {
        do {
          events.append(try codec.recorded(stored))
        } catch {
          throw .damaged(position: stored.position, reason: "cannot be decoded: \(error)")
        }
      }
      reached = page.lastPosition
    }
    return events
  }

  /// A view as it was at a snapshot.
  func rows(of view: String, at snapshot: UInt64) throws(LogFailure) -> any PastRows {
    let fold = try blank(view)
    guard snapshot > 0 else { return NoRows() }
    guard
      let rows = try store.past(
        ofView: view, snapshot: snapshot, residentTables: fold.residentTables),
      let checkpoint = try rows.checkpoint(ofView: view),
      checkpoint.foldVersion == fold.foldVersion,
      checkpoint.position == position(ofSnapshot: snapshot)
    else {
      throw .unavailable(
        "the view \(view) has no snapshot of position \(position(ofSnapshot: snapshot))")
    }
    return rows
  }

  /// A fold of nothing, of one view.
  func blank(_ view: String) throws(LogFailure) -> any Fold {
    guard let fold = folds.first(where: { $0.view == view }) else {
      throw .unavailable("there is no view named \(view)")
    }
    return fold.blank()
  }
}
