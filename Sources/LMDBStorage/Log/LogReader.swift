import EventLog
import LMDB

/// Reads the log and finds positions by stream and type, for the log that is written as for one
/// that is only read.
struct LogReader: Sendable {
  let tables: LogTables
  let indexes: Indexes

  /// The bytes read at a time where the end of the log is searched for what is not indexed yet.
  private static let tailPageBytes = 256 << 10

  func positions(
    ofStream stream: String, afterVersion version: UInt64, limit: Int,
    head: () throws(LogFailure) -> UInt64
  ) throws(LogFailure) -> [UInt64] {
    var (positions, indexed) = try indexes.positions(
      ofStream: stream, afterVersion: version, limit: limit)
    guard positions.count < limit else { return positions }
    let name = Array(stream.utf8)
    try searchTail(after: indexed, head: try head()) { event in
      if event.streamEquals(name), event.version > version { positions.append(event.position) }
      return positions.count < limit
    }
    return positions
  }

  func positions(
    ofType type: String, after position: UInt64, limit: Int,
    head: () throws(LogFailure) -> UInt64
  ) throws(LogFailure) -> [UInt64] {
    var (positions, indexed) = try indexes.positions(ofType: type, after: position, limit: limit)
    guard positions.count < limit else { return positions }
    let name = Array(type.utf8)
    try searchTail(after: max(indexed, position), head: try head()) { event in
      if event.typeEquals(name) { positions.append(event.position) }
      return positions.count < limit
    }
    return positions
  }

  /// The indexes follow the log: what they have not reached is looked at one by one. The writer
  /// bounds how much that can be.
  private func searchTail(
    after indexed: UInt64, head: UInt64, _ visit: (StoredEvent) -> Bool
  ) throws(LogFailure) {
    var position = indexed
    while position < head {
      let page = try tables.page(
        after: position, bytesMax: LogReader.tailPageBytes, head: head)
      for event in page { guard visit(event) else { return } }
      position = page.lastPosition
    }
  }
}
