/// Consecutive whole records in one array of bytes, oldest first.
///
/// One allocation for the bytes and one for the places of the events, whatever their number: a
/// replay of millions of events copies each once, out of the log.
public struct EventPage: Sendable, RandomAccessCollection {
  private let bytes: [UInt8]
  private let starts: [Int]
  /// The position of the last event; where the page is empty, the position it was asked after.
  public let lastPosition: UInt64

  /// An empty page, read at the head.
  public init(emptyAfter position: UInt64) {
    bytes = []
    starts = []
    lastPosition = position
  }

  /// Takes over records and checks that they are what was written.
  ///
  /// What precedes damage is served; the next read then begins with the damage and throws.
  ///
  /// - Parameters:
  ///   - bytes: whole records as `RecordEncoder` made them.
  ///   - first: the position of the first event in `bytes`.
  ///   - position: events up to this one are left out: a reader may resume within a record.
  /// - Throws: `LogFailure.damaged` when the event after `position` is not whole, or not there.
  /// - Cost: one pass over the bytes for their checksums.
  public init(
    checking bytes: [UInt8], first: UInt64, after position: UInt64
  ) throws(LogFailure) {
    precondition(first > 0 && first <= position + 1, "records begin at or before the next event")
    var starts: [Int] = []
    starts.reserveCapacity(bytes.count / 256 + 1)
    var scan = RecordScan(position: first - 1)
    var whole = 0
    var damage: String? = nil
    while scan.offset < bytes.count, damage == nil {
      starts.append(scan.offset)
      damage = scan.step(bytes.span)
      if damage == nil, scan.isAtRecordEnd { whole = starts.count }
    }
    let skipped = Int(position + 1 - first)
    guard whole > skipped else {
      let reached = damage == nil ? starts.count : starts.count - 1
      throw .damaged(
        position: first + UInt64(reached), reason: damage ?? "the rest of the record is missing")
    }
    starts.removeSubrange(whole...)
    starts.removeSubrange(..<skipped)
    self.bytes = bytes
    self.starts = starts
    self.lastPosition = first + UInt64(whole) - 1
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { starts.count }

  public subscript(index: Int) -> StoredEvent {
    StoredEvent(bytes: bytes, start: starts[index])
  }

  /// The bytes that the page holds in memory.
  public var byteCount: Int { bytes.count }
}
