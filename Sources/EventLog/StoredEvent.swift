/// One event as it is kept: a view of a page's bytes, cheap to make and to pass on.
///
/// Shares the page's array, so a kept event keeps its page. The text accessors make a `String` each
/// time; what runs for every event compares bytes (`StoredEvent+Bytes.swift`) instead.
public struct StoredEvent: Sendable {
  let bytes: [UInt8]
  let start: Int

  /// - Parameter start: where an event begins whose lengths `EventPage` has checked.
  init(bytes: [UInt8], start: Int) {
    self.bytes = bytes
    self.start = start
  }

  public var position: UInt64 { bytes.word64(at: start + RecordFormat.Offset.position) }
  /// The number of the event in its stream, from 1.
  public var version: UInt64 { bytes.word64(at: start + RecordFormat.Offset.version) }
  /// When it happened by the source's clock: milliseconds since 1970-01-01T00:00:00Z.
  public var time: Int64 {
    Int64(bitPattern: bytes.word64(at: start + RecordFormat.Offset.time))
  }
  /// When the log took it in, by the server's clock, likewise; never steps back within a log.
  public var recordedTime: Int64 {
    Int64(bitPattern: bytes.word64(at: start + RecordFormat.Offset.recordedTime))
  }
  public var schemaVersion: UInt16 {
    bytes.word16(at: start + RecordFormat.Offset.schemaVersion)
  }
  public var fingerprint: Fingerprint {
    Fingerprint(
      high: bytes.word64(at: start + RecordFormat.Offset.fingerprintHigh),
      low: bytes.word64(at: start + RecordFormat.Offset.fingerprintLow))
  }
  /// The index of the event in its record, and the number of that record's events.
  public var placeInRecord: (index: Int, count: Int) {
    (
      Int(bytes.word16(at: start + RecordFormat.Offset.indexInRecord)),
      Int(bytes.word16(at: start + RecordFormat.Offset.countInRecord))
    )
  }

  public var stream: String { text(.stream) }
  public var type: String { text(.type) }
  public var source: String { text(.source) }
  public var id: String { text(.id) }
  public var queue: String { text(.queue) }
  public var agent: String { text(.agent) }
  public var customer: String { text(.customer) }

  private func text(_ name: RecordFormat.Name) -> String {
    String(decoding: nameBytes(name), as: UTF8.self)
  }
}
