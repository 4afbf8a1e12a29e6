import Synchronization

/// The turn of one job in an `InMemoryEventLog`: what it appends is staged until it has returned.
final class InMemoryTransaction: LogTransaction {
  private(set) var head: UInt64
  let recordedTime: Int64
  private let store: InMemoryStoreReference
  private var staged: [(bytes: [UInt8], page: EventPage)] = []
  private var encoder: RecordEncoder

  init(store: InMemoryStoreReference, clock: @Sendable () -> Int64) {
    self.store = store
    head = store.value.withLock { $0.head }
    encoder = store.value.withLock { $0.encoder }
    recordedTime = max(clock(), store.value.withLock { $0.recordedTime })
  }

  func version(ofStream stream: String) throws(LogFailure) -> UInt64 {
    let name = ByteName(stream)
    let kept = store.value.withLock { $0.streams[name]?.count ?? 0 }
    return UInt64(kept + stagedEvents(ofStream: stream).count)
  }

  func find(source: String, id: String) throws(LogFailure) -> StoredIdentity? {
    let identity = EventIdentity(source: source, id: id)
    if let kept = store.value.withLock({ $0.identities[identity] }) { return kept }
    for event in staged.lazy.flatMap(\.page)
    where EventIdentity(source: event.source, id: event.id) == identity {
      return StoredIdentity(
        id: event.id, position: event.position, version: event.version,
        fingerprint: event.fingerprint)
    }
    return nil
  }

  func events(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [StoredEvent] {
    let positions = store.value.withLock { $0.streams[ByteName(stream)] ?? [] }
    var events: [StoredEvent] = []
    for position in positions.dropFirst(Int(clamping: version)).prefix(limit) {
      let (bytes, first) = store.value.withLock { $0.records(after: position - 1, bytesMax: 0) }
      let page = try EventPage(checking: bytes, first: first, after: position - 1)
      events.append(contentsOf: page.prefix(1))
    }
    events += stagedEvents(ofStream: stream).filter { $0.version > version }
    return Array(events.prefix(limit))
  }

  func appendUnchecked(_ events: [NewEvent]) throws(LogFailure) -> AppendReceipt {
    _ = try RecordEncoder.check(events)
    let first = head + 1
    var versions: [ByteName: UInt64] = [:]
    var last: UInt64 = 0
    encoder.beginRecord()
    for (index, event) in events.enumerated() {
      let name = ByteName(event.stream)
      if versions[name] == nil { versions[name] = try self.version(ofStream: event.stream) }
      let version = (versions[name] ?? 0) + 1
      versions[name] = version
      last = version
      let place = RecordEncoder.Place(
        position: first + UInt64(index), version: version, recordedTime: recordedTime)
      encoder.append(event, at: place, index: index, of: events.count)
    }
    let page = try EventPage(checking: encoder.record, first: first, after: head)
    staged.append((encoder.record, page))
    head = page.lastPosition
    return AppendReceipt(first: first, last: head, version: last, isRepeat: false)
  }

  /// Keeps what has been appended.
  ///
  /// - Returns: the number of events.
  func commit() -> Int {
    store.value.withLock { store in
      for record in staged { store.keep(record.bytes, record.page) }
      store.encoder = encoder
    }
    return staged.reduce(0) { $0 + $1.page.count }
  }

  private func stagedEvents(ofStream stream: String) -> [StoredEvent] {
    let name = Array(stream.utf8)
    return staged.flatMap { $0.page.filter { $0.streamEquals(name) } }
  }
}
