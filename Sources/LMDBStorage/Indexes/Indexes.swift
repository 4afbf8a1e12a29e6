import EventLog
import LMDB

/// Folds of the log that find events: by stream and version, by identity, by type.
///
/// Not synced. Tables, all keys big-endian:
/// - `streams`: name → number of the stream, number of its events
/// - `streamEvents`: stream's number, version → position
/// - `types`: name → number of the type
/// - `typeEvents`: type's number, position → nothing
/// - `identities`: hash of source and id → position. Where two identities have one hash the later
///   one stands under the next free number, so a look-up compares with the log and goes on.
/// - `recentHashes`: the last of consecutive positions → the hashes of their events' identities; of
///   the latest events, whose hashes are not all in `identities` yet.
/// - `moments`: every `momentEvents`th position → the latest event time up to it.
/// - `meta`: the position up to which the log is folded, the log's epoch, the seed of the hash, the
///   numbers given out, the latest event time, and how far the hashes are in `identities`.
struct Indexes: Sendable {
  let environment: Environment
  let streams: Table
  let streamEvents: Table
  let types: Table
  let typeEvents: Table
  let identities: Table
  let recentHashes: Table
  let moments: Table
  let meta: Table
  let seed: UInt64
  let hashMask: UInt64
  /// Hashes that are gathered before some are merged into `identities`.
  let unmergedIdentitiesMax: Int

  enum Meta {
    static let checkpoint = Array("checkpoint".utf8)
    static let epoch = Array("epoch".utf8)
    static let seed = Array("seed".utf8)
    static let streams = Array("streams".utf8)
    static let types = Array("types".utf8)
    static let format = Array("format".utf8)
    static let latestTime = Array("latestTime".utf8)
    static let identityRanges = Array("identityRanges".utf8)
  }

  /// So many events lie between two entries of `moments`: what a search for a moment reads of the
  /// log at most.
  static let momentEvents: UInt64 = 4_096

  /// Raised when a table changes its shape, so that older files are folded again.
  private static let format: UInt64 = 3

  /// Opens the file, and begins an empty one for a log.
  ///
  /// - Returns: nil where the file is damaged or has another shape.
  /// - Throws: `LMDBFailure.incompatible` where the file belongs to another log.
  static func open(
    path: String, epoch: Epoch, options: StorageOptions, isReadOnly: Bool
  ) throws(LMDBFailure) -> Indexes? {
    // Damaged pages are no loss here: the caller folds the log again.
    let opened = try Environment.openFold(
      path: path, options: options,
      tables: [
        "streams", "streamEvents", "types", "typeEvents", "identities", "moments", "meta",
        "recentHashes",
      ], isReadOnly: isReadOnly)
    guard let (environment, tables) = opened else { return nil }
    let meta = tables[6]
    if !isReadOnly { try begin(environment, meta, epoch) }
    let (found, seed) = try readMeta(environment, meta)
    guard found[1] == format else { return nil }
    guard found[0] == epoch.bits else {
      throw .incompatible(
        "\(path) belongs to another log, of epoch \(Epoch(bits: found[0])): put that log back, or "
          + "remove the folds of it")
    }
    return Indexes(
      environment: environment, streams: tables[0], streamEvents: tables[1], types: tables[2],
      typeEvents: tables[3], identities: tables[4], recentHashes: tables[7],
      moments: tables[5], meta: meta, seed: seed,
      hashMask: options.identityHashBits >= 64 ? .max : (1 << options.identityHashBits) - 1,
      unmergedIdentitiesMax: options.unmergedIdentitiesMax)
  }

  private static func begin(
    _ environment: Environment, _ meta: Table, _ epoch: Epoch
  ) throws(LMDBFailure) {
    var transaction = try environment.beginWriting()
    guard try transaction.value(of: Meta.format, in: meta) == nil else { return }
    try transaction.put(Meta.format, Indexes.bytes(format), in: meta)
    try transaction.put(Meta.epoch, Indexes.bytes(epoch.bits), in: meta)
    try transaction.put(Meta.seed, Indexes.bytes(.random(in: 0...UInt64.max)), in: meta)
    try transaction.commit()
  }

  private static func readMeta(
    _ environment: Environment, _ meta: Table
  ) throws(LMDBFailure) -> ([UInt64], seed: UInt64) {
    let transaction = try environment.beginReading()
    let epoch = try transaction.value(of: Meta.epoch, in: meta)
    let format = try transaction.value(of: Meta.format, in: meta)
    let seed = try transaction.value(of: Meta.seed, in: meta)
    return ([epoch, format].map { word($0 ?? []) }, word(seed ?? []))
  }

  /// Checks the pages that hold the indexes, which the library itself trusts.
  func checkPages() throws(LogFailure) {
    let damage = try asLogFailure { () throws(LMDBFailure) in try environment.findPageDamage() }
    guard let damage else { return }
    throw .unavailable("the indexes are damaged and have to be removed: \(damage.reason)")
  }

  /// The position up to which the log has been folded.
  func checkpoint() throws(LogFailure) -> UInt64 {
    try asLogFailure { () throws(LMDBFailure) in
      try checkpoint(in: try environment.beginReading())
    }
  }

  func checkpoint(
    in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> UInt64 {
    Indexes.word(try transaction.value(of: Meta.checkpoint, in: meta) ?? [])
  }

  /// The number of a stream and of its events, or nil for a stream that is not known.
  func stream(
    _ name: [UInt8], in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> (number: UInt64, version: UInt64)? {
    guard let value = try transaction.value(of: IndexKeys.name(name), in: streams),
      value.count == 16
    else { return nil }
    return (Indexes.word(value[..<8]), Indexes.word(value[8...]))
  }

  /// A stream's positions, and the position up to which they are all there are.
  func positions(
    ofStream name: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> (positions: [UInt64], indexed: UInt64) {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      let indexed = try checkpoint(in: transaction)
      guard let stream = try stream(Array(name.utf8), in: transaction), stream.version > version
      else { return ([], indexed) }
      let found = try rows(
        of: streamEvents, from: (stream.number, version + 1), limit: limit, in: transaction
      ) { cursor throws(LMDBFailure) in try cursor.valueWord() }
      return (found, indexed)
    }
  }

  /// A type's positions, and the position up to which they are all there are.
  func positions(
    ofType name: String, after position: UInt64, limit: Int
  ) throws(LogFailure) -> (positions: [UInt64], indexed: UInt64) {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      let indexed = try checkpoint(in: transaction)
      let key = IndexKeys.name(Array(name.utf8))
      guard position < indexed, let number = try transaction.value(of: key, in: types)
      else { return ([], indexed) }
      let found = try rows(
        of: typeEvents, from: (Indexes.word(number), position + 1), limit: limit, in: transaction
      ) { cursor throws(LMDBFailure) in try cursor.keyWord(1) }
      return (found, indexed)
    }
  }

  /// What `take` finds in the rows of one stream or type, from a row on.
  private func rows(
    of table: Table, from first: (number: UInt64, place: UInt64), limit: Int,
    in transaction: borrowing some Transaction & ~Copyable,
    _ take: (borrowing TableCursor) throws(LMDBFailure) -> UInt64
  ) throws(LMDBFailure) -> [UInt64] {
    try transaction.withCursor(over: table) { cursor throws(LMDBFailure) in
      var found: [UInt64] = []
      let key = Indexes.bigEndian(first.number) + Indexes.bigEndian(first.place)
      guard limit > 0 else { return found }
      var isThere = try cursor.move(.atOrAfter(key))
      while isThere {
        guard try cursor.keyWord() == first.number else { break }
        found.append(try take(cursor))
        guard found.count < limit else { break }
        isThere = try cursor.move(.next)
      }
      return found
    }
  }

  static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }

  static func bigEndian(_ word: UInt64) -> [UInt8] {
    bytes(word.byteSwapped)
  }

  /// The little-endian number of up to 8 bytes.
  static func word(_ bytes: some BidirectionalCollection<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
