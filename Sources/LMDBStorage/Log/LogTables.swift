import Crypto
import EventLog
import LMDB

/// The log's own file: records under the position of their first event, and what names the log.
///
/// The only file that an append waits for; everything else about events is folded from it.
struct LogTables: Sendable {
  let environment: Environment
  let records: Table
  let epoch: Epoch
  private static let epochKey = Array("epoch".utf8)
  private static let formatKey = Array("format".utf8)
  private static let format: [UInt8] = [1]

  /// Opens the file, and gives a new log its epoch.
  ///
  /// - Parameter expected: the epoch of the log that the folder belongs to, where that is known.
  init(
    folder: String, options: StorageOptions, expected: Epoch? = nil, isReadOnly: Bool
  ) throws(StorageFailure) {
    let path = folder + "/log"
    if !isReadOnly { try Folders.make(path) }
    guard Folders.exists(path) else { throw .missing(folder: folder) }
    let environmentOptions = EnvironmentOptions(
      mapBytes: options.logBytesMax, readersMax: options.readersMax, isReadOnly: isReadOnly)
    environment = try asStorageFailure { () throws(LMDBFailure) in
      try Environment.open(path: path, options: environmentOptions)
    }
    let environment = environment
    try LogTables.checkEnd(of: environment)
    let tables = try asStorageFailure { () throws(LMDBFailure) in
      try environment.openTables(["records", "meta"])
    }
    records = tables[0]
    let stored = try LogTables.readEpoch(environment, meta: tables[1])
    guard stored != nil || expected == nil else {
      throw .damaged(position: 1, reason: "the log is empty: all of it is missing")
    }
    guard stored != nil || !isReadOnly else { throw .missing(folder: folder) }
    if let stored {
      epoch = stored
    } else {
      epoch = try LogTables.begin(environment, meta: tables[1])
    }
    try checkEpoch(is: expected)
    if !isReadOnly { try Folders.sync(path) }
  }

  /// Checks the pages that an append follows, before the library does.
  private static func checkEnd(of environment: Environment) throws(StorageFailure) {
    let damage = try asStorageFailure { () throws(LMDBFailure) in
      try environment.findPageDamage(.lastRows)
    }
    guard let damage else { return }
    let isRecord = damage.table == "records" && damage.lastKey.count == 8
    let last = isRecord ? Indexes.word(damage.lastKey.reversed()) : 0
    throw .damaged(position: last + 1, reason: damage.reason)
  }

  /// Refuses the log of another folder.
  func checkEpoch(is expected: Epoch?) throws(StorageFailure) {
    guard let expected, epoch != expected else { return }
    throw .incompatible(
      "log/ holds another log, of epoch \(epoch), than this folder's, of epoch \(expected): put "
        + "that back, or remove folds/ and state/ to go on with this one, without tokens")
  }

  /// The log's epoch; nil where the log is new.
  private static func readEpoch(
    _ environment: Environment, meta: Table
  ) throws(StorageFailure) -> Epoch? {
    let stored = try asStorageFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return (
        epoch: try transaction.value(of: epochKey, in: meta),
        format: try transaction.value(of: formatKey, in: meta)
      )
    }
    guard let bytes = stored.epoch, bytes.count == 8 else { return nil }
    guard stored.format == format else { throw .incompatible("unknown format of the log") }
    return Epoch(bits: bytes.reduce(0) { $0 << 8 | UInt64($1) })
  }

  private static func begin(
    _ environment: Environment, meta: Table
  ) throws(StorageFailure) -> Epoch {
    let epoch = Epoch(bits: .random(in: 1...UInt64.max))
    try asStorageFailure { () throws(LMDBFailure) in
      var transaction = try environment.beginWriting()
      let bytes = stride(from: UInt64(56), through: 0, by: -8).map {
        UInt8(truncatingIfNeeded: epoch.bits >> $0)
      }
      try transaction.put(epochKey, bytes, in: meta)
      try transaction.put(formatKey, format, in: meta)
      try transaction.commit()
    }
    return epoch
  }

  /// The chain's hash: SHA-256 of the hash before and the event.
  static let chainHash: ChainFunction = { previous, event in
    var hash = SHA256()
    hash.update(data: previous.bytes)
    hash.update(data: event)
    return ChainHash(bytes: Array(hash.finalize()))
  }

  /// The last event, or nil in an empty log.
  ///
  /// - Throws: `LogFailure.damaged` where the last record is not whole.
  func lastEvent() throws(LogFailure) -> StoredEvent? {
    var first: UInt64 = 0
    let record = try asLogFailure { () throws(LMDBFailure) -> [UInt8]? in
      let transaction = try environment.beginReading()
      return try transaction.withCursor(over: records) { cursor throws(LMDBFailure) in
        guard try cursor.move(.last) else { return nil }
        first = try cursor.keyWord()
        return cursor.value
      }
    }
    guard let record else { return nil }
    guard first > 0 else { throw .damaged(position: 1, reason: "a record has no position") }
    return try EventPage(checking: record, first: first, after: first - 1).last
  }

  /// Checks all pages that hold the log, which the library itself trusts.
  ///
  /// - Throws: `LogFailure.damaged` with the first position that cannot be reached.
  func checkPages() throws(LogFailure) {
    let damage = try asLogFailure { () throws(LMDBFailure) in try environment.findPageDamage() }
    guard let damage else { return }
    var position: UInt64 = 1
    if damage.table == "records", damage.lastKey.count == 8 {
      let first = Indexes.word(damage.lastKey.reversed())
      position = try page(after: first - 1, bytesMax: 0, head: .max).lastPosition + 1
    }
    throw .damaged(position: position, reason: damage.reason)
  }

  /// Copies out the next whole records after a position.
  ///
  /// - Parameter head: the last position that the reader may see.
  func page(
    after position: UInt64, bytesMax: Int, head: UInt64
  ) throws(LogFailure) -> EventPage {
    guard position < head else { return EventPage(emptyAfter: position) }
    var bytes: [UInt8] = []
    let first = try asLogFailure(at: position + 1) { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      return try copyRecords(after: position, bytesMax: bytesMax, in: transaction, to: &bytes)
    }
    guard let first else {
      throw .damaged(position: position + 1, reason: "the event is missing")
    }
    return try EventPage(checking: bytes, first: first, after: position)
  }

  /// Appends the records from the one that holds the event after `position`.
  ///
  /// - Returns: the position of the first event copied; nil where there is no such record.
  func copyRecords(
    after position: UInt64, bytesMax: Int, in transaction: borrowing some Transaction & ~Copyable,
    to bytes: inout [UInt8]
  ) throws(LMDBFailure) -> UInt64? {
    try transaction.withCursor(over: records) { cursor throws(LMDBFailure) -> UInt64? in
      var found = try cursor.move(.atOrAfterWord(position + 1))
      // A reader that resumes within a record needs the whole of it.
      let next = found ? try cursor.keyWord() : nil
      if next != position + 1 { found = try cursor.move(found ? .previous : .last) }
      guard found else { return nil }
      let first = try cursor.keyWord()
      guard first > 0, first <= position + 1 else { return nil }
      if bytesMax > cursor.valueCount { bytes.reserveCapacity(min(bytesMax, 1 << 20)) }
      repeat {
        // A record's own position stands in its header.
        guard try cursor.valueWord(at: 8) == cursor.keyWord() else {
          throw .damaged("a record stands under the position of another")
        }
        cursor.copyValue(to: &bytes)
        guard bytes.count < bytesMax, try cursor.move(.next) else { break }
      } while bytes.count + cursor.valueCount <= bytesMax
      return first
    }
  }
}
