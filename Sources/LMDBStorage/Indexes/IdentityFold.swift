import LMDB

/// The part of `IndexFold` that folds identities: gathers hashes, and merges a range of them into
/// the index when they are too many. `IdentityRanges` says why.
struct IdentityFold {
  private let indexes: Indexes
  private(set) var ranges: IdentityRanges
  /// By range.
  private var unmerged: [[(hash: UInt64, position: UInt64)]]
  private var unmergedCount = 0
  /// Of consecutive events that are not on disk.
  private var newHashes: [UInt64] = []

  /// Hashes that are kept in one value.
  private static let hashesAtATime = 8_192

  /// Takes up what has been gathered.
  init(
    _ indexes: Indexes, in transaction: borrowing WriteTransaction
  ) throws(LMDBFailure) {
    self.indexes = indexes
    ranges = try indexes.identityRanges(in: transaction)
    unmerged = Array(repeating: [], count: IdentityRanges.count)
    try indexes.forEachUnmergedIdentity(in: transaction) { hash, position in
      gather(hash, at: position)
    }
  }

  /// Adds the identity of the next event.
  mutating func add(_ hash: UInt64, at position: UInt64) {
    gather(hash, at: position)
    newHashes.append(hash)
  }

  private mutating func gather(_ hash: UInt64, at position: UInt64) {
    unmerged[IdentityRanges.index(of: hash)].append((hash, position))
    unmergedCount += 1
  }

  /// Writes what was added.
  ///
  /// - Parameter last: the position of the last event that was added.
  mutating func write(
    through last: UInt64, to transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    try writeNewHashes(through: last, to: &transaction)
    guard unmergedCount > indexes.unmergedIdentitiesMax else { return }
    while unmergedCount > indexes.unmergedIdentitiesMax {
      try merge(ranges.next, through: last, in: &transaction)
    }
    try transaction.put(Indexes.Meta.identityRanges, ranges.bytes, in: indexes.meta)
    try removeMerged(from: &transaction)
  }

  private mutating func writeNewHashes(
    through last: UInt64, to transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    var written = 0
    while written < newHashes.count {
      let end = min(written + Self.hashesAtATime, newHashes.count)
      try transaction.put(
        last - UInt64(newHashes.count - end), words: newHashes[written..<end],
        in: indexes.recentHashes, mode: .appendLast)
      written = end
    }
    newHashes.removeAll(keepingCapacity: true)
  }

  private mutating func merge(
    _ range: Int, through last: UInt64, in transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    unmerged[range].sort { ($0.hash, $0.position) < ($1.hash, $1.position) }
    for (hash, position) in unmerged[range] {
      var slot = hash
      while try !transaction.put(slot, word: position, in: indexes.identities, mode: .keep) {
        slot &+= 1
      }
    }
    unmergedCount -= unmerged[range].count
    unmerged[range].removeAll(keepingCapacity: true)
    ranges.didMerge(range, through: last)
  }

  /// Removes the gathered hashes that are merged in every range.
  private func removeMerged(from transaction: inout WriteTransaction) throws(LMDBFailure) {
    let end = ranges.allMergedThrough
    let keys = try transaction.withCursor(over: indexes.recentHashes) {
      cursor throws(LMDBFailure) in
      var keys: [UInt64] = []
      var isThere = try cursor.move(.first)
      while isThere {
        let key = try cursor.keyWord()
        guard key <= end else { break }
        keys.append(key)
        isThere = try cursor.move(.next)
      }
      return keys
    }
    for key in keys { try transaction.delete(Indexes.bigEndian(key), in: indexes.recentHashes) }
  }
}
