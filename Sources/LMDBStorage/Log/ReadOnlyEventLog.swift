import EventLog
import LMDB

/// The log in LMDB beside the process that writes it: sees every commit, appends nothing.
final class ReadOnlyEventLog: EventLog {
  private let reader: LogReader
  private let observers = HeadObservers()

  init(reader: LogReader) {
    self.reader = reader
  }

  var epoch: Epoch { reader.tables.epoch }

  /// Looked up at each call. 0 for a log that cannot be read: reading then says why.
  var head: UInt64 {
    // `head` cannot throw; every other call reports what is wrong.
    (try? currentHead()) ?? 0
  }

  private func currentHead() throws(LogFailure) -> UInt64 {
    try reader.tables.lastEvent()?.position ?? 0
  }

  func submit(_ job: any LogJob) {
    job.complete(.failure(.unavailable("the log has been opened for reading only")))
  }

  func read(after position: UInt64, bytesMax: Int) throws(LogFailure) -> EventPage {
    try reader.tables.page(after: position, bytesMax: bytesMax, head: try currentHead())
  }

  func positions(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    try reader.positions(
      ofStream: stream, afterVersion: version, limit: limit,
      head: { () throws(LogFailure) in try currentHead() })
  }

  func positions(
    ofType type: String, after position: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    try reader.positions(
      ofType: type, after: position, limit: limit,
      head: { () throws(LogFailure) in try currentHead() })
  }

  func event(at position: UInt64) throws(LogFailure) -> StoredEvent? {
    guard position > 0 else { return nil }
    return try read(after: position - 1, bytesMax: 0).first
  }

  func timeMark(atOrBefore position: UInt64) throws(LogFailure) -> TimeMark {
    try reader.indexes.timeMark(atOrBefore: position)
  }

  func timeMark(notLaterThan milliseconds: Int64) throws(LogFailure) -> TimeMark {
    try reader.indexes.timeMark(notLaterThan: milliseconds)
  }

  /// Other processes' commits announce nothing: an observer is never called. Ask for `head`.
  func observeHead(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
    observers.add(observer)
  }

  var statistics: LogStatistics {
    var statistics = LogStatistics()
    statistics.addFigures(of: reader.tables.environment)
    return statistics
  }
}
