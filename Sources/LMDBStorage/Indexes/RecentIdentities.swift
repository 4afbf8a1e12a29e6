import LMDB

/// The identities of the latest events, up to half a million: those that are in the log and not in
/// the index of identities yet. The writer looks here before it looks there.
struct RecentIdentities {
  private var ranges = [HashedPositions](repeating: HashedPositions(), count: IdentityRanges.count)
  private var merged = IdentityRanges()

  /// None: the index holds all.
  init() {}

  /// Those that the indexes have gathered.
  init(_ indexes: Indexes) throws(LMDBFailure) {
    let transaction = try indexes.environment.beginReading()
    merged = try indexes.identityRanges(in: transaction)
    try indexes.forEachUnmergedIdentity(in: transaction) { hash, position in
      add(hash, at: position)
    }
  }

  /// The positions of events whose identity may be the one with a hash.
  func positions(under hash: UInt64) -> [UInt64] {
    ranges[IdentityRanges.index(of: hash)].positions(under: hash)
  }

  /// Adds an event of the log.
  mutating func add(_ hash: UInt64, at position: UInt64) {
    ranges[IdentityRanges.index(of: hash)].insert(position, under: hash)
  }

  /// Forgets what the index has by now.
  mutating func forget(_ merged: IdentityRanges) {
    for range in ranges.indices {
      let end = merged.mergedThrough[range]
      guard end > self.merged.mergedThrough[range] else { continue }
      ranges[range].keep { $0 > end }
    }
    self.merged = merged
  }

  /// Forgets events that were not kept.
  mutating func forget(after position: UInt64) {
    for range in ranges.indices { ranges[range].keep { $0 <= position } }
  }
}
