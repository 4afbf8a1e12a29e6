/// Writes events as `RecordFormat` describes and carries the chain from one to the next.
///
/// Keeps one buffer for all records, so that an append allocates nothing of its own.
public struct RecordEncoder: Sendable {
  /// The hash of the last event encoded.
  public private(set) var chain: ChainHash
  /// The bytes of the record encoded last.
  public private(set) var record: [UInt8] = []
  private let hash: ChainFunction

  /// - Parameters:
  ///   - chain: the hash of the last event in the log.
  ///   - hash: SHA-256 wherever the log is kept.
  public init(chain: ChainHash, hash: @escaping ChainFunction) {
    self.chain = chain
    self.hash = hash
  }

  /// Where an event of a record goes.
  public struct Place: Sendable {
    public var position: UInt64
    public var version: UInt64
    public var recordedTime: Int64

    public init(position: UInt64, version: UInt64, recordedTime: Int64) {
      self.position = position
      self.version = version
      self.recordedTime = recordedTime
    }
  }

  /// Forgets the last record and what has been chained since.
  public mutating func rewind(to chain: ChainHash) {
    self.chain = chain
    record.removeAll(keepingCapacity: true)
  }

  /// Begins a record. Its events follow with `append`.
  public mutating func beginRecord() {
    record.removeAll(keepingCapacity: true)
  }

  /// Adds one event to the record.
  ///
  /// - Parameters:
  ///   - index: of the event in its record.
  ///   - count: of the record's events.
  public mutating func append(_ event: NewEvent, at place: Place, index: Int, of count: Int) {
    let start = record.count
    let length = RecordEncoder.byteCount(of: event)
    record.reserveCapacity(start + length)
    record.appendLittleEndian(UInt32(length))
    record.appendLittleEndian(RecordFormat.formatVersion)
    record.appendLittleEndian(UInt16(0))
    record.appendLittleEndian(place.position)
    record.appendLittleEndian(place.version)
    record.appendLittleEndian(event.time)
    record.appendLittleEndian(place.recordedTime)
    record.appendLittleEndian(event.fingerprint.high)
    record.appendLittleEndian(event.fingerprint.low)
    record.appendLittleEndian(event.schemaVersion)
    record.appendLittleEndian(UInt16(index))
    record.appendLittleEndian(UInt16(count))
    appendBody(of: event)
    chain = hash(chain, record[start...])
    record.append(contentsOf: chain.bytes)
    let checksum = CRC32C.checksum(of: record.span.extracting(start..<record.count))
    record.appendLittleEndian(checksum)
  }

  private mutating func appendBody(of event: NewEvent) {
    record.appendLittleEndian(UInt16(event.stream.utf8.count))
    record.appendLittleEndian(UInt16(event.type.utf8.count))
    record.appendLittleEndian(UInt16(event.source.utf8.count))
    record.appendLittleEndian(UInt16(event.id.utf8.count))
    record.appendLittleEndian(UInt16(event.queue.utf8.count))
    record.appendLittleEndian(UInt16(event.agent.utf8.count))
    record.appendLittleEndian(UInt16(event.customer.utf8.count))
    record.appendLittleEndian(UInt32(event.wire.count))
    record.appendLittleEndian(UInt32(event.sealed.count))
    record.append(contentsOf: event.stream.utf8)
    record.append(contentsOf: event.type.utf8)
    record.append(contentsOf: event.source.utf8)
    record.append(contentsOf: event.id.utf8)
    record.append(contentsOf: event.queue.utf8)
    record.append(contentsOf: event.agent.utf8)
    record.append(contentsOf: event.customer.utf8)
    record.append(contentsOf: event.wire)
    record.append(contentsOf: event.sealed)
  }

  /// The bytes that an event takes in a record.
  public static func byteCount(of event: NewEvent) -> Int {
    RecordFormat.headerBytes + RecordFormat.trailerBytes + event.stream.utf8.count
      + event.type.utf8.count + event.source.utf8.count + event.id.utf8.count
      + event.queue.utf8.count + event.agent.utf8.count + event.customer.utf8.count
      + event.wire.count + event.sealed.count
  }

  /// Refuses what the format cannot hold, before anything has changed.
  ///
  /// - Returns: the bytes of the record.
  public static func check(_ events: [NewEvent]) throws(LogFailure) -> Int {
    precondition(!events.isEmpty, "a record has at least one event")
    guard events.count <= RecordFormat.recordEventsMax else {
      throw .tooLarge(
        what: "number of events in a record", bytes: events.count,
        bytesMax: RecordFormat.recordEventsMax)
    }
    var bytes = 0
    for event in events {
      try check(name: event.stream, "stream")
      try check(name: event.type, "type")
      try check(name: event.source, "source")
      try check(name: event.id, "id")
      try check(name: event.queue, "queue")
      try check(name: event.agent, "agent")
      try check(name: event.customer, "customer")
      bytes += byteCount(of: event)
    }
    guard bytes <= RecordFormat.recordBytesMax else {
      throw .tooLarge(what: "record", bytes: bytes, bytesMax: RecordFormat.recordBytesMax)
    }
    return bytes
  }

  private static func check(name: String, _ what: String) throws(LogFailure) {
    guard name.utf8.count <= RecordFormat.nameBytesMax else {
      throw .tooLarge(
        what: what, bytes: name.utf8.count, bytesMax: RecordFormat.nameBytesMax)
    }
  }
}
