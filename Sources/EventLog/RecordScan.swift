/// Walks over encoded events and finds the first that is not what was written.
struct RecordScan {
  /// Where the next event begins.
  private(set) var offset = 0
  /// Whether the last event was the last of its record.
  private(set) var isAtRecordEnd = true
  private var position: UInt64
  private var indexInRecord = 0
  private var countInRecord = 0

  /// - Parameter position: the position before the first event.
  init(position: UInt64) {
    self.position = position
  }

  /// Checks the event at `offset` and steps over it.
  ///
  /// - Returns: what is wrong with it, or nil.
  mutating func step(_ bytes: Span<UInt8>) -> String? {
    let available = bytes.count - offset
    guard available >= RecordFormat.headerBytes + RecordFormat.trailerBytes else {
      return "the event's header is cut off"
    }
    let length = Int(bytes.word32(at: offset))
    guard length >= RecordFormat.headerBytes + RecordFormat.trailerBytes, length <= available else {
      return "the event's length is \(length) bytes where at most \(available) can be"
    }
    let end = offset + length
    let checksum = CRC32C.checksum(of: bytes.extracting(offset..<end - 4))
    guard checksum == bytes.word32(at: end - 4) else { return "the checksum does not hold" }
    let header = bytes.extracting(offset..<offset + RecordFormat.headerBytes)
    if let reason = checkHeader(header, length) { return reason }
    offset = end
    position += 1
    indexInRecord += 1
    isAtRecordEnd = indexInRecord == countInRecord
    return nil
  }

  /// Checks what a whole event may still get wrong: to be another one than the next.
  private mutating func checkHeader(_ header: Span<UInt8>, _ length: Int) -> String? {
    let format = header.word16(at: RecordFormat.Offset.formatVersion)
    guard format == RecordFormat.formatVersion else { return "unknown format version \(format)" }
    let found = header.word(at: RecordFormat.Offset.position)
    guard found == position + 1 else {
      return "the event at this place says that it is at position \(found)"
    }
    guard bodyLength(header) == length - RecordFormat.headerBytes - RecordFormat.trailerBytes else {
      return "the lengths of the event's parts do not add up"
    }
    let index = Int(header.word16(at: RecordFormat.Offset.indexInRecord))
    let count = Int(header.word16(at: RecordFormat.Offset.countInRecord))
    if isAtRecordEnd {
      indexInRecord = 0
      countInRecord = count
    }
    guard index == indexInRecord, count == countInRecord, index < count else {
      return "the event is number \(index) of \(count) of its record, out of turn"
    }
    return nil
  }

  private func bodyLength(_ header: Span<UInt8>) -> Int {
    var length = Int(header.word32(at: RecordFormat.Offset.wireLength))
    length += Int(header.word32(at: RecordFormat.Offset.sealedLength))
    for name in 0..<RecordFormat.Name.count {
      length += Int(header.word16(at: RecordFormat.Offset.nameLengths + 2 * name))
    }
    return length
  }
}
