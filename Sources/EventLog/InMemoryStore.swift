/// What an `InMemoryEventLog` has kept, with the indexes of it.
struct InMemoryStore {
  private(set) var head: UInt64 = 0
  private(set) var byteCount = 0
  private(set) var streams: [ByteName: [UInt64]] = [:]
  private(set) var types: [ByteName: [UInt64]] = [:]
  private(set) var identities: [EventIdentity: StoredIdentity] = [:]
  private(set) var recordedTime: Int64 = .min
  var encoder: RecordEncoder
  private var records: [(first: UInt64, bytes: [UInt8])] = []

  init(hash: @escaping ChainFunction) {
    encoder = RecordEncoder(chain: .zero, hash: hash)
  }

  /// Keeps a record whose events stand in `page`.
  mutating func keep(_ bytes: [UInt8], _ page: EventPage) {
    records.append((head + 1, bytes))
    byteCount += bytes.count
    head = page.lastPosition
    for event in page {
      streams[ByteName(event.stream), default: []].append(event.position)
      types[ByteName(event.type), default: []].append(event.position)
      identities[EventIdentity(source: event.source, id: event.id)] = StoredIdentity(
        id: event.id, position: event.position, version: event.version,
        fingerprint: event.fingerprint)
      recordedTime = event.recordedTime
    }
  }

  /// The bytes of the records from the one that holds the event after `position`, and the position
  /// of its first event.
  func records(after position: UInt64, bytesMax: Int) -> (bytes: [UInt8], first: UInt64) {
    guard position < head else { return ([], 0) }
    var low = 0
    var high = records.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if records[middle].first <= position + 1 { low = middle } else { high = middle }
    }
    let first = records[low].first
    var bytes = records[low].bytes
    for record in records[(low + 1)...] {
      guard bytes.count + record.bytes.count <= bytesMax else { break }
      bytes.append(contentsOf: record.bytes)
    }
    return (bytes, first)
  }
}
