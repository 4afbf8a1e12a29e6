import EventLog

/// What the log holds and the indexes do not yet: where the writer looks first.
///
/// Two batches, because one is being indexed while the other fills; the streams of the batch that
/// was indexed last stay, as a cache of the streams at work. `Indexer` says why the indexes follow.
///
/// An object, and of the writer's thread alone: as a value it would be copied to be asked.
final class Overlay {
  /// Consecutive events of the log.
  struct Batch {
    /// The position before the first event.
    var base: UInt64
    /// The last event's version and position in each stream.
    var streams: [ByteName: (version: UInt64, position: UInt64)] = [:]
    /// For each event the position of its stream's event before it in this batch, or 0.
    var previous: [UInt64] = []

    var last: UInt64 { base + UInt64(previous.count) }
  }

  private(set) var filling: Batch
  private(set) var indexing: Batch?
  private var indexed: [ByteName: (version: UInt64, position: UInt64)] = [:]
  /// Of all events that are not in the index of identities, which follows later than the others.
  private var identities: RecentIdentities

  /// Streams kept of the batch that was indexed last.
  private static let cachedStreamsMax = 65_536

  /// - Parameters:
  ///   - base: the position up to which the indexes have folded the log.
  ///   - identities: those up to there that are not in their index.
  init(base: UInt64, identities: RecentIdentities) {
    filling = Batch(base: base)
    self.identities = identities
  }

  /// Events that are not in the indexes yet.
  var count: Int { filling.previous.count + (indexing?.previous.count ?? 0) }

  /// The version of a stream, if a recent event belongs to it.
  func version(of stream: ByteName) -> UInt64? {
    (filling.streams[stream] ?? indexing?.streams[stream] ?? indexed[stream])?.version
  }

  /// The positions of recent events whose identity may be the one with a hash.
  func positions(underIdentity hash: UInt64) -> [UInt64] {
    identities.positions(under: hash)
  }

  /// The positions of a stream's events that are not in the indexes, in their order.
  func positions(ofStream stream: ByteName) -> [UInt64] {
    var positions: [UInt64] = []
    for case let batch? in [filling, indexing] {
      var position = batch.streams[stream]?.position ?? 0
      while position != 0 {
        positions.append(position)
        position = batch.previous[Int(position - batch.base) - 1]
      }
    }
    return positions.reversed()
  }

  /// Adds the next event of the log.
  func add(stream: ByteName, version: UInt64, identityHash hash: UInt64) {
    let position = filling.last + 1
    let previous = filling.streams.updateValue((version, position), forKey: stream)
    filling.previous.append(previous?.position ?? 0)
    identities.add(hash, at: position)
  }

  /// Hands the filled batch over to be indexed; the one before has been.
  ///
  /// - Returns: the position of its last event; nil where there is nothing to index.
  func handOver() -> UInt64? {
    precondition(indexing == nil, "one batch is indexed at a time")
    guard !filling.previous.isEmpty else { return nil }
    let next = Batch(base: filling.last)
    indexing = filling
    filling = next
    return next.base
  }

  /// Makes the batch that was handed over, and is not being indexed yet, part of the filling one,
  /// which is then to be emptied.
  func takeBack() {
    guard let batch = indexing else { return }
    filling = Batch(base: batch.base, previous: batch.previous + filling.previous)
    indexing = nil
  }

  /// Forgets the batch that has been indexed, and the identities that are in their index.
  func didIndex(identities ranges: IdentityRanges?) {
    if let ranges { identities.forget(ranges) }
    guard let done = indexing else { return }
    indexed = done.streams.count <= Overlay.cachedStreamsMax ? done.streams : [:]
    indexing = nil
  }

  /// Empties the filling batch after its last events were not kept; what was kept is added again.
  func resetFilling() {
    filling = Batch(base: filling.base)
    identities.forget(after: filling.base)
  }
}
