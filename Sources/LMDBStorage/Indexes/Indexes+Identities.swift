import LMDB

// Identities: which event has a source and an id.
//
// The hashes of the latest events are in `recentHashes`, those of all others in `identities`.

extension Indexes {
  /// The hash under which an identity is looked for.
  func hash(source: Span<UInt8>, id: Span<UInt8>) -> UInt64 {
    IndexKeys.identity(source: source, id: id, seed: seed) & hashMask
  }

  /// How far identities are merged.
  func identityRanges(
    in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> IdentityRanges {
    let bytes = try transaction.value(of: Meta.identityRanges, in: meta)
    guard let bytes else { return IdentityRanges() }
    guard let ranges = IdentityRanges(bytes: bytes) else {
      throw .damaged("\(environment.path): the ranges of identities cannot be read")
    }
    return ranges
  }

  /// Calls back with every hash that is gathered and not merged, in the order of positions.
  func forEachUnmergedIdentity(
    in transaction: borrowing some Transaction & ~Copyable,
    _ body: (_ hash: UInt64, _ position: UInt64) -> Void
  ) throws(LMDBFailure) {
    let ranges = try identityRanges(in: transaction)
    try transaction.withCursor(over: recentHashes) { cursor throws(LMDBFailure) in
      var isThere = try cursor.move(.first)
      while isThere {
        let hashes = try cursor.valueWords()
        let last = try cursor.keyWord()
        guard last >= UInt64(hashes.count) else {
          throw .damaged("\(environment.path): there are more hashes than events")
        }
        var position = last - UInt64(hashes.count)
        for hash in hashes {
          position += 1
          if !ranges.isMerged(hash, at: position) { body(hash, position) }
        }
        isThere = try cursor.move(.next)
      }
    }
  }

  /// Whether an event that has been folded is found by its identity.
  func holds(
    _ hash: UInt64, at position: UInt64,
    in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> Bool {
    guard try identityRanges(in: transaction).isMerged(hash, at: position) else {
      return try gatheredHash(at: position, in: transaction) == hash
    }
    var slot = hash
    while let found = try transaction.word(of: slot, in: identities) {
      if found == position { return true }
      slot &+= 1
    }
    return false
  }

  private func gatheredHash(
    at position: UInt64, in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> UInt64? {
    try transaction.withCursor(over: recentHashes) { cursor throws(LMDBFailure) in
      guard try cursor.move(.atOrAfterWord(position)) else { return nil }
      let fromEnd = try cursor.keyWord() - position
      guard fromEnd < UInt64(cursor.valueCount / 8) else { return nil }
      return try cursor.valueWord(at: cursor.valueCount - 8 * (Int(fromEnd) + 1))
    }
  }
}
