import EventLog

/// Records that have been decided on and are not in the file yet, in the order of the log.
struct StagedRecords: Sendable {
  private var bytes: [UInt8] = []
  /// Of each record: the position of its first event, and where its bytes begin.
  private var starts: [(first: UInt64, offset: Int)] = []

  var byteCount: Int { bytes.count }
  var isEmpty: Bool { starts.isEmpty }
  /// The position of the first event.
  var first: UInt64? { starts.first?.first }

  /// Adds the record of the event at `first` and those that follow it.
  mutating func append(_ record: [UInt8], at first: UInt64) {
    starts.append((first, bytes.count))
    bytes += record
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// The event at a position, if it is here.
  func event(at position: UInt64) throws(LogFailure) -> StoredEvent? {
    guard let first = starts.first?.first, first <= position else { return nil }
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle].first <= position { low = middle } else { high = middle }
    }
    let end = low + 1 < starts.count ? starts[low + 1].offset : bytes.count
    let record = Array(bytes[starts[low].offset..<end])
    return try EventPage(checking: record, first: starts[low].first, after: position - 1).first
  }

  /// Calls back with every record.
  func forEach<Failure: Error>(
    _ body: (_ first: UInt64, _ record: ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    for index in starts.indices {
      let end = index + 1 < starts.count ? starts[index + 1].offset : bytes.count
      try body(starts[index].first, bytes[starts[index].offset..<end])
    }
  }
}
