extension StoredEvent {
  /// The public part, as `NewEvent.wire` was given. No copy.
  public var wire: ArraySlice<UInt8> {
    let from = start + RecordFormat.headerBytes + namesLength(before: RecordFormat.Name.count)
    return bytes[from..<from + wireLength]
  }

  /// The sealed personal part, or empty. No copy.
  public var sealed: ArraySlice<UInt8> {
    let end = start + length - RecordFormat.trailerBytes
    return bytes[end - sealedLength..<end]
  }

  /// The chain hash over this event and everything before it.
  public var chain: ChainHash {
    let end = start + length - 4
    return ChainHash(bytes: Array(bytes[end - ChainHash.byteCount..<end]))
  }

  /// What the chain hash is made of, beside the hash before it.
  public var chainedBytes: ArraySlice<UInt8> {
    bytes[start..<start + length - RecordFormat.trailerBytes]
  }

  /// All bytes of the event as they stand in the log. No copy.
  public var encoded: ArraySlice<UInt8> { bytes[start..<start + length] }

  public var streamBytes: ArraySlice<UInt8> { nameBytes(.stream) }
  public var typeBytes: ArraySlice<UInt8> { nameBytes(.type) }
  public var sourceBytes: ArraySlice<UInt8> { nameBytes(.source) }
  public var idBytes: ArraySlice<UInt8> { nameBytes(.id) }
  public var queueBytes: ArraySlice<UInt8> { nameBytes(.queue) }
  public var agentBytes: ArraySlice<UInt8> { nameBytes(.agent) }
  public var customerBytes: ArraySlice<UInt8> { nameBytes(.customer) }

  /// Whether the stream is of this name, compared by UTF-8 bytes, as all names here are.
  public func streamEquals(_ name: [UInt8]) -> Bool { equals(name, .stream) }
  /// Whether the type is of this name.
  public func typeEquals(_ name: [UInt8]) -> Bool { equals(name, .type) }
  /// Whether the source is of this name.
  public func sourceEquals(_ name: [UInt8]) -> Bool { equals(name, .source) }
  /// Whether the source's identifier is this one.
  public func idEquals(_ name: [UInt8]) -> Bool { equals(name, .id) }
  /// Whether it concerns this queue.
  public func queueEquals(_ name: [UInt8]) -> Bool { equals(name, .queue) }
  /// Whether it concerns this agent.
  public func agentEquals(_ name: [UInt8]) -> Bool { equals(name, .agent) }
  /// Whether it concerns this customer.
  public func customerEquals(_ name: [UInt8]) -> Bool { equals(name, .customer) }

  /// Whether the type begins with these bytes, as `call.` begins `call.answered`.
  public func typeHasPrefix(_ prefix: [UInt8]) -> Bool { hasPrefix(prefix, .type) }
  /// Whether the stream begins with these bytes, as `call/` begins `call/1675555752.0`.
  public func streamHasPrefix(_ prefix: [UInt8]) -> Bool { hasPrefix(prefix, .stream) }

  func nameBytes(_ name: RecordFormat.Name) -> ArraySlice<UInt8> {
    let from = start + RecordFormat.headerBytes + namesLength(before: name.rawValue)
    return bytes[from..<from + nameLength(name.rawValue)]
  }

  private func equals(_ other: [UInt8], _ name: RecordFormat.Name) -> Bool {
    nameLength(name.rawValue) == other.count && hasPrefix(other, name)
  }

  private func hasPrefix(_ prefix: [UInt8], _ name: RecordFormat.Name) -> Bool {
    guard nameLength(name.rawValue) >= prefix.count else { return false }
    let from = start + RecordFormat.headerBytes + namesLength(before: name.rawValue)
    for index in 0..<prefix.count where bytes[from + index] != prefix[index] { return false }
    return true
  }

  private var length: Int { Int(bytes.word32(at: start)) }
  private var wireLength: Int {
    Int(bytes.word32(at: start + RecordFormat.Offset.wireLength))
  }
  private var sealedLength: Int {
    Int(bytes.word32(at: start + RecordFormat.Offset.sealedLength))
  }

  private func nameLength(_ index: Int) -> Int {
    Int(bytes.word16(at: start + RecordFormat.Offset.nameLengths + 2 * index))
  }

  private func namesLength(before end: Int) -> Int {
    let from = start + RecordFormat.Offset.nameLengths
    let lengths = bytes.span.extracting(from..<from + 2 * RecordFormat.Name.count)
    var length = 0
    for index in 0..<end { length += Int(lengths.word16(at: 2 * index)) }
    return length
  }
}

extension StoredEvent: Equatable {
  /// Whether two events are the same bytes.
  public static func == (left: StoredEvent, right: StoredEvent) -> Bool {
    left.encoded == right.encoded
  }
}
