import EventLog

/// Events as the log gives them back.
enum Stored {
  /// Each event as a record of its own, from position 1 on.
  static func page(
    of events: [NewEvent], recordedTime: Int64 = 1_700_000_000_123
  ) throws -> EventPage {
    var encoder = RecordEncoder(
      chain: .zero,
      hash: { _, _ in .zero })
    var bytes: [UInt8] = []
    for (index, event) in events.enumerated() {
      encoder.beginRecord()
      let number = UInt64(index + 1)
      encoder.append(
        event,
        at: RecordEncoder.Place(
          position: number, version: number, recordedTime: recordedTime),
        index: 0, of: 1)
      bytes += encoder.record
    }
    return try EventPage(checking: bytes, first: 1, after: 0)
  }

  static func event(_ event: NewEvent) throws -> StoredEvent {
    try page(of: [event])[0]
  }
}
