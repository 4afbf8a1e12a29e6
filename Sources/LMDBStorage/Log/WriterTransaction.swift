import EventLog
import LMDB

/// The writer's turn: one group of jobs after the other, decided against everything before, durable
/// or still on its way to the disk.
///
/// Lives on the writer's thread and is used for every group, so that its buffers are.
final class WriterTransaction: LogTransaction {
  private(set) var head: UInt64
  private(set) var recordedTime: Int64
  /// Events appended by the group so far.
  private(set) var groupEvents = 0
  /// Why the whole group cannot be kept, once something has gone wrong.
  private(set) var failure: LogFailure?

  private let tables: LogTables
  private let indexes: Indexes
  private let clock: @Sendable () -> Int64
  private let overlay: Overlay
  /// Plain values that call nobody: a change of one cannot meet another, and the check for that, at
  /// every event, is left out.
  @exclusivity(unchecked) private var encoder: RecordEncoder
  private var staged = StagedRecords()
  private var looking: ReadTransaction?
  /// The group that the committer has, until it is known what became of it.
  private var underWay: (records: StagedRecords, head: UInt64, chain: ChainHash)?
  /// Where the batch ends that waits for its last events to be durable before it is indexed.
  private var indexTarget: UInt64?
  /// The stream that the last look-up has not found: who appends has asked before. Holds until
  /// something is appended.
  @exclusivity(unchecked) private var absentStream: ByteName?
  private var durableHead: UInt64
  private var durableChain: ChainHash

  /// - Parameters:
  ///   - last: the log's last event.
  ///   - indexed: the position up to which the indexes have folded the log: all of it.
  init(
    tables: LogTables, indexes: Indexes, last: StoredEvent?, clock: @escaping @Sendable () -> Int64
  ) {
    self.tables = tables
    self.indexes = indexes
    self.clock = clock
    head = last?.position ?? 0
    durableHead = head
    durableChain = last?.chain ?? .zero
    recordedTime = last?.recordedTime ?? .min
    do throws(LogFailure) {
      let identities = try asLogFailure { () throws(LMDBFailure) in try RecentIdentities(indexes) }
      overlay = Overlay(base: head, identities: identities)
    } catch {
      overlay = Overlay(base: head, identities: RecentIdentities())
      isBroken = error
    }
    encoder = RecordEncoder(chain: durableChain, hash: LogTables.chainHash)
  }

  // MARK: - The group

  /// Bytes appended by the group so far.
  var groupBytes: Int { staged.byteCount }

  /// Begins a group.
  func begin() {
    groupEvents = 0
    failure = nil
    recordedTime = max(recordedTime, clock())
  }

  /// Ends the group.
  ///
  /// - Returns: what is to be made durable; `settle` must be told of the outcome.
  func handOver() -> (records: StagedRecords, head: UInt64) {
    precondition(underWay == nil, "one group is on its way at a time")
    let records = staged
    underWay = (records, head, encoder.chain)
    staged.removeAll()
    looking = nil
    return (records, head)
  }

  /// Whether it is not known yet what became of the last group.
  var isUnsettled: Bool { underWay != nil }

  /// Takes note of what became of the group that was handed over. Where that failed, everything
  /// decided since the last durable event is gone, and is forgotten here.
  func settle(_ result: Result<Void, LogFailure>) {
    guard let group = underWay.take() else { return }
    if case .success = result {
      durableHead = group.head
      durableChain = group.chain
    } else {
      takeBack()
    }
  }

  /// Forgets what was decided since the last durable event.
  func takeBack() {
    staged.removeAll()
    groupEvents = 0
    head = durableHead
    encoder.rewind(to: durableChain)
    absentStream = nil
    rebuildOverlay()
  }

  /// What was not kept is in the overlay: it is filled again from the log.
  private func rebuildOverlay() {
    let isTakenBack = indexTarget != nil
    if isTakenBack { overlay.takeBack() }
    indexTarget = nil
    guard isTakenBack || overlay.filling.last > durableHead else { return }
    var position = overlay.filling.base
    overlay.resetFilling()
    do throws(LogFailure) {
      while position < durableHead {
        let page = try tables.page(after: position, bytesMax: 256 << 10, head: durableHead)
        for event in page {
          let hash = indexes.hash(source: event.sourceBytes.span, id: event.idBytes.span)
          overlay.add(
            stream: ByteName(event.stream), version: event.version, identityHash: hash)
        }
        position = page.lastPosition
      }
    } catch {
      isBroken = error
    }
  }

  /// Why nothing can be appended any more until the folder is opened again: the state to decide
  /// against could not be read at the start, or read back after a failed group.
  private(set) var isBroken: LogFailure?

  // MARK: - The overlay

  /// Events that wait for the indexes.
  var unindexedEvents: Int { overlay.count }

  /// Exchanges batches with the indexer where it has nothing to do.
  ///
  /// - Parameter retries: whether a batch that failed is tried again; not when the indexer has just
  ///   said that it did, for then it would be tried for ever.
  func advance(_ indexer: Indexer, retries: Bool = true) {
    switch indexer.progress {
    case .busy:
      return
    case .idle:
      if indexTarget == nil {
        overlay.didIndex(identities: indexer.identityRanges)
        // Whoever looks things up must see what the overlay has just forgotten.
        looking = nil
        indexTarget = overlay.handOver()
      }
      guard let target = indexTarget, target <= durableHead else { return }
      indexTarget = nil
      indexer.index(through: target)
    case .failed:
      // Tried again with each group: there may be room again.
      if retries, let batch = overlay.indexing { indexer.index(through: batch.last) }
    }
  }

  // MARK: - What a job may do

  func version(ofStream stream: String) throws(LogFailure) -> UInt64 {
    try version(of: ByteName(stream))
  }

  private func version(of stream: ByteName) throws(LogFailure) -> UInt64 {
    if absentStream == stream { return 0 }
    if let version = overlay.version(of: stream) { return version }
    try beginLooking()
    let version = try asLogFailure { () throws(LMDBFailure) in
      try indexes.stream(Array(stream.text.utf8), in: looking!)?.version ?? 0
    }
    if version == 0 { absentStream = stream }
    return version
  }

  func find(source: String, id: String) throws(LogFailure) -> StoredIdentity? {
    let hash = indexes.hash(source: source.utf8.span, id: id.utf8.span)
    for position in overlay.positions(underIdentity: hash) {
      if let found = try identity(at: position, source: source, id: id) { return found }
    }
    var slot = hash
    while let position = try indexedPosition(atIdentity: slot) {
      if let found = try identity(at: position, source: source, id: id) { return found }
      slot &+= 1
    }
    return nil
  }

  /// The identity of an event where it is the one asked for. By bytes: equal texts may be spelt in
  /// two ways, and are then two identities.
  private func identity(
    at position: UInt64, source: String, id: String
  ) throws(LogFailure) -> StoredIdentity? {
    let event = try event(at: position)
    guard event.sourceBytes.elementsEqual(source.utf8), event.idBytes.elementsEqual(id.utf8)
    else { return nil }
    return StoredIdentity(
      id: id, position: position, version: event.version, fingerprint: event.fingerprint)
  }

  func events(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [StoredEvent] {
    let name = ByteName(stream)
    let lastVersion = try self.version(of: name)
    guard version < lastVersion else { return [] }
    let recent = overlay.positions(ofStream: name)
    let indexedVersions = lastVersion - UInt64(recent.count)
    var positions: [UInt64] = []
    if version < indexedVersions {
      // The indexes may have come further than the overlay knows: hence the limit.
      positions = try indexes.positions(
        ofStream: stream, afterVersion: version,
        limit: min(limit, Int(clamping: indexedVersions - version))
      ).positions
      positions += recent
    } else {
      positions += recent.dropFirst(Int(clamping: version - indexedVersions))
    }
    var events: [StoredEvent] = []
    events.reserveCapacity(min(limit, positions.count))
    for position in positions.prefix(limit) { events.append(try event(at: position)) }
    return events
  }

  func appendUnchecked(_ events: [NewEvent]) throws(LogFailure) -> AppendReceipt {
    _ = try RecordEncoder.check(events)
    let first = head + 1
    var last: UInt64 = 0
    encoder.beginRecord()
    do throws(LogFailure) {
      for (index, event) in events.enumerated() {
        let stream = ByteName(event.stream)
        let version = try version(of: stream) + 1
        let place = RecordEncoder.Place(
          position: first + UInt64(index), version: version, recordedTime: recordedTime)
        encoder.append(event, at: place, index: index, of: events.count)
        overlay.add(
          stream: stream, version: version,
          identityHash: indexes.hash(source: event.source.utf8.span, id: event.id.utf8.span))
        absentStream = nil
        last = version
      }
    } catch {
      failure = error
      throw error
    }
    staged.append(encoder.record, at: first)
    head += UInt64(events.count)
    groupEvents += events.count
    return AppendReceipt(first: first, last: head, version: last, isRepeat: false)
  }

  // MARK: - Looking things up

  /// Begins to read the indexes; after the overlay was last asked to advance, so that no event is
  /// in neither.
  private func beginLooking() throws(LogFailure) {
    guard looking == nil else { return }
    looking = try asLogFailure { () throws(LMDBFailure) in
      try indexes.environment.beginReading(trustsPages: true)
    }
  }

  private func indexedPosition(atIdentity slot: UInt64) throws(LogFailure) -> UInt64? {
    try beginLooking()
    return try asLogFailure { () throws(LMDBFailure) in
      try looking!.word(of: slot, in: indexes.identities)
    }
  }

  /// An event of the log or of this group.
  private func event(at position: UInt64) throws(LogFailure) -> StoredEvent {
    if let event = try staged.event(at: position) { return event }
    if let event = try underWay?.records.event(at: position) { return event }
    let page = try tables.page(after: position - 1, bytesMax: 0, head: durableHead)
    guard let event = page.first else {
      throw .damaged(position: position, reason: "the event is missing")
    }
    return event
  }
}
