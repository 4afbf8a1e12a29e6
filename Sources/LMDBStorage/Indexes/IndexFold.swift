import EventLog
import LMDB

/// Folds events into the indexes, many at a time and each table's rows sorted: rows that lie side
/// by side then share the search and the pages that a commit has to write.
struct IndexFold {
  private let indexes: Indexes
  private var streams = NameTable<(number: UInt64, version: UInt64)>()
  private var types = NameTable<UInt64>()
  private var streamCount: UInt64 = 0
  private var typeCount: UInt64 = 0
  /// Taken up with the first page.
  private var identities: IdentityFold?
  /// The latest event time so far; nil before the first event.
  private var latestTime: Int64?

  private var streamRows: [(number: UInt64, version: UInt64, position: UInt64)] = []
  private var typeRows: [(number: UInt64, position: UInt64)] = []
  private var momentRows: [(position: UInt64, time: Int64)] = []
  private var touchedStreams: [Int] = []

  /// Names kept in memory between folds.
  private static let namesMax = 65_536

  init(_ indexes: Indexes) {
    self.indexes = indexes
  }

  /// Folds pages and moves the checkpoint to their end, in one transaction.
  ///
  /// After a failure nothing has changed on disk; this value is then to be thrown away.
  mutating func fold(_ pages: [EventPage]) throws(LMDBFailure) {
    guard let last = pages.last?.lastPosition else { return }
    if streams.count > IndexFold.namesMax { streams.removeAll() }
    var transaction = try indexes.environment.beginWriting()
    if identities == nil { identities = try IdentityFold(indexes, in: transaction) }
    try readCounts(in: transaction)
    for page in pages {
      for event in page { try collect(event, in: transaction) }
    }
    try writeRows(to: &transaction)
    try identities?.write(through: last, to: &transaction)
    try writeNames(to: &transaction)
    try transaction.put(Indexes.Meta.checkpoint, Indexes.bytes(last), in: indexes.meta)
    try transaction.commit()
    streamRows.removeAll(keepingCapacity: true)
    typeRows.removeAll(keepingCapacity: true)
    momentRows.removeAll(keepingCapacity: true)
    touchedStreams.removeAll(keepingCapacity: true)
  }

  /// How far identities are merged; nil before the first page.
  var identityRanges: IdentityRanges? { identities?.ranges }

  private mutating func readCounts(
    in transaction: borrowing WriteTransaction
  ) throws(LMDBFailure) {
    let meta = indexes.meta
    streamCount = Indexes.word(try transaction.value(of: Indexes.Meta.streams, in: meta) ?? [])
    typeCount = Indexes.word(try transaction.value(of: Indexes.Meta.types, in: meta) ?? [])
    latestTime = try transaction.value(of: Indexes.Meta.latestTime, in: meta)
      .map { Int64(bitPattern: Indexes.word($0)) }
  }

  private mutating func collect(
    _ event: StoredEvent, in transaction: borrowing WriteTransaction
  ) throws(LMDBFailure) {
    let position = event.position
    let version = event.version
    let stream = try streamIndex(event, in: transaction)
    touchedStreams.append(stream)
    streams[stream].version = version
    streamRows.append((streams[stream].number, version, position))
    typeRows.append((try typeNumber(event, in: transaction), position))
    identities?.add(
      indexes.hash(source: event.sourceBytes.span, id: event.idBytes.span), at: position)
    if event.countsInTime { latestTime = max(latestTime ?? event.time, event.time) }
    if position % Indexes.momentEvents == 0, let latestTime {
      momentRows.append((position, latestTime))
    }
  }

  private mutating func streamIndex(
    _ event: StoredEvent, in transaction: borrowing WriteTransaction
  ) throws(LMDBFailure) -> Int {
    let name = event.streamBytes
    if let index = streams.index(of: name) { return index }
    let bytes = Array(name)
    if let known = try indexes.stream(bytes, in: transaction) { return streams.add(bytes, known) }
    streamCount += 1
    return streams.add(bytes, (streamCount, 0))
  }

  private mutating func typeNumber(
    _ event: StoredEvent, in transaction: borrowing WriteTransaction
  ) throws(LMDBFailure) -> UInt64 {
    let name = event.typeBytes
    if let index = types.index(of: name) { return types[index] }
    let bytes = Array(name)
    if let known = try transaction.value(of: IndexKeys.name(bytes), in: indexes.types) {
      return types[types.add(bytes, Indexes.word(known))]
    }
    typeCount += 1
    return types[types.add(bytes, typeCount)]
  }

  private mutating func writeRows(
    to transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    streamRows.sort { ($0.number, $0.version) < ($1.number, $1.version) }
    for row in streamRows {
      try transaction.put((row.number, row.version), word: row.position, in: indexes.streamEvents)
    }
    typeRows.sort { ($0.number, $0.position) < ($1.number, $1.position) }
    for row in typeRows {
      try transaction.put((row.number, row.position), word: nil, in: indexes.typeEvents)
    }
    for row in momentRows {
      try transaction.put(
        row.position, word: UInt64(bitPattern: row.time), in: indexes.moments)
    }
  }

  private mutating func writeNames(
    to transaction: inout WriteTransaction
  ) throws(LMDBFailure) {
    touchedStreams.sort()
    var written = -1
    for index in touchedStreams where index != written {
      written = index
      let (number, version) = streams[index]
      try transaction.put(
        IndexKeys.name(streams.name(at: index)), Indexes.bytes(number) + Indexes.bytes(version),
        in: indexes.streams)
    }
    for index in 0..<types.count {
      try transaction.put(
        IndexKeys.name(types.name(at: index)), Indexes.bytes(types[index]), in: indexes.types,
        mode: .keep)
    }
    if let latestTime {
      try transaction.put(
        Indexes.Meta.latestTime, Indexes.bytes(UInt64(bitPattern: latestTime)), in: indexes.meta)
    }
    try transaction.put(Indexes.Meta.streams, Indexes.bytes(streamCount), in: indexes.meta)
    try transaction.put(Indexes.Meta.types, Indexes.bytes(typeCount), in: indexes.meta)
  }
}
