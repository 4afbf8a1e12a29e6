package import EventLog
import LMDB

/// Checks the log in LMDB: each event's checksum and place, the chain from each to the next, and
/// that streams, identities and types find it.
package struct LMDBLogVerifier: LogVerifier {
  let tables: LogTables
  let indexes: Indexes?
  /// Why the log is verified without its indexes; nil where it is not.
  package let indexesFailure: StorageFailure?

  private static let pageBytes = 1 << 20

  init(tables: LogTables, indexes: Indexes) {
    self.tables = tables
    self.indexes = indexes
    indexesFailure = nil
  }

  init(tables: LogTables, indexesFailure: StorageFailure) {
    self.tables = tables
    indexes = nil
    self.indexesFailure = indexesFailure
  }

  /// The last position of the log, as it is now; 0 where that cannot be told.
  package var head: UInt64 {
    // `verify` says what is wrong.
    (try? tables.lastEvent()?.position) ?? 0
  }

  package func verify(
    after position: UInt64, progress: (_ position: UInt64, _ head: UInt64) -> Bool
  ) throws(LogFailure) -> VerifiedLog {
    try tables.checkPages()
    try indexes?.checkPages()
    // The indexes first: they follow the log, so the head read after them is not before them.
    let indexed = try indexes?.checkpoint() ?? 0
    let head = try tables.lastEvent()?.position ?? 0
    guard indexed <= head else {
      throw .damaged(
        position: head + 1,
        reason: "the indexes have seen position \(indexed), but the log ends at \(head)")
    }
    var verified = VerifiedLog(position: position, chain: .zero)
    if position > 0 { verified.chain = try chain(at: position, head: head) }
    while verified.position < head {
      let page = try tables.page(
        after: verified.position, bytesMax: LMDBLogVerifier.pageBytes, head: head)
      verified = try checkChain(page, from: verified)
      if let indexes { try checkIndexes(indexes, page, indexed: indexed) }
      guard progress(verified.position, head) else { return verified }
    }
    return verified
  }

  private func chain(at position: UInt64, head: UInt64) throws(LogFailure) -> ChainHash {
    let page = try tables.page(after: position - 1, bytesMax: 0, head: head)
    guard let event = page.first else {
      throw .damaged(position: position, reason: "the event is missing")
    }
    return event.chain
  }

  private func checkChain(
    _ page: EventPage, from verified: VerifiedLog
  ) throws(LogFailure) -> VerifiedLog {
    var verified = verified
    for event in page {
      let chain = LogTables.chainHash(verified.chain, event.chainedBytes)
      guard chain == event.chain else {
        throw .damaged(
          position: event.position,
          reason: "the chain does not hold: this event, or what is before it, was changed")
      }
      verified = VerifiedLog(position: event.position, chain: chain)
    }
    return verified
  }

  private func checkIndexes(
    _ indexes: Indexes, _ page: EventPage, indexed: UInt64
  ) throws(LogFailure) {
    for event in page where event.position <= indexed {
      let wrong = try asLogFailure(at: event.position) { () throws(LMDBFailure) in
        try disagreement(about: event, indexes, in: try indexes.environment.beginReading())
      }
      if let wrong { throw .damaged(position: event.position, reason: wrong) }
    }
  }

  /// What the indexes say otherwise about an event, or nil.
  private func disagreement(
    about event: StoredEvent, _ indexes: Indexes, in transaction: borrowing ReadTransaction
  ) throws(LMDBFailure) -> String? {
    guard let stream = try indexes.stream(Array(event.streamBytes), in: transaction),
      event.version >= 1, event.version <= stream.version,
      try position(indexes, stream.number, event.version, in: transaction) == event.position
    else { return "the index of streams does not find the event" }
    if event.version > 1 {
      let before = try position(indexes, stream.number, event.version - 1, in: transaction)
      guard let before, before < event.position else {
        return "the version before \(event.version) is missing in the stream"
      }
    }
    let hash = indexes.hash(source: event.sourceBytes.span, id: event.idBytes.span)
    guard try indexes.holds(hash, at: event.position, in: transaction) else {
      return "the index of identities does not find the event"
    }
    let type = IndexKeys.name(Array(event.typeBytes))
    guard let number = try transaction.value(of: type, in: indexes.types),
      try transaction.value(
        of: number.reversed() + Indexes.bigEndian(event.position), in: indexes.typeEvents) != nil
    else { return "the index of types does not find the event" }
    return nil
  }

  private func position(
    _ indexes: Indexes, _ stream: UInt64, _ version: UInt64,
    in transaction: borrowing ReadTransaction
  ) throws(LMDBFailure) -> UInt64? {
    let key = Indexes.bigEndian(stream) + Indexes.bigEndian(version)
    return try transaction.value(of: key, in: indexes.streamEvents).map { Indexes.word($0) }
  }
}
