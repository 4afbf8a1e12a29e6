import Dispatch
import EventLog
import LMDB
import Synchronization

/// The log in LMDB, as `LMDBStorage` opens it for writing.
final class LMDBEventLog: EventLog {
  private let reader: LogReader
  private let queue: JobQueue
  let indexer: Indexer
  private let committer: Committer
  private let shared: LogShared
  private let writerDidEnd = DispatchSemaphore(value: 0)
  private let isClosed = Atomic<Bool>(false)

  /// - Parameters:
  ///   - last: the log's last event; the indexes have folded the log up to it.
  ///   - beforeCommit: makes durable what the group's records rest on; its failure fails the group.
  init(
    reader: LogReader, last: StoredEvent?, options: StorageOptions,
    beforeCommit: @escaping @Sendable () throws(LogFailure) -> Void
  ) {
    self.reader = reader
    let queue = JobQueue(jobsMax: options.queuedJobsMax, bytesMax: options.queuedBytesMax)
    let shared = LogShared(head: last?.position ?? 0)
    let indexer = Indexer(tables: reader.tables, indexes: reader.indexes) { queue.nudge() }
    self.queue = queue
    self.shared = shared
    self.indexer = indexer
    let committer = Committer(
      tables: reader.tables, shared: shared, beforeCommit: beforeCommit
    ) { queue.nudge() }
    self.committer = committer
    indexer.start()
    committer.start()
    WorkerThread.start(name: "log-writer") { [writerDidEnd] in
      let transaction = WriterTransaction(
        tables: reader.tables, indexes: reader.indexes, last: last, clock: options.clock)
      Writer(
        queue: queue, indexer: indexer, committer: committer, transaction: transaction,
        options: options
      ).run()
      writerDidEnd.signal()
    }
  }

  /// Ends the writer after the jobs that wait, the committer and the indexer; waits for all.
  func close() {
    guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
    queue.close()
    writerDidEnd.wait()
    committer.close()
    indexer.close()
  }

  var epoch: Epoch { reader.tables.epoch }

  var head: UInt64 { shared.head }

  func submit(_ job: any LogJob) {
    do throws(LogFailure) { try queue.add(job) } catch { job.complete(.failure(error)) }
  }

  func read(after position: UInt64, bytesMax: Int) throws(LogFailure) -> EventPage {
    try reader.tables.page(after: position, bytesMax: bytesMax, head: head)
  }

  func positions(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    try reader.positions(ofStream: stream, afterVersion: version, limit: limit) { head }
  }

  func positions(
    ofType type: String, after position: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    try reader.positions(ofType: type, after: position, limit: limit) { head }
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

  func observeHead(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
    shared.observers.add(observer)
  }

  var statistics: LogStatistics {
    var statistics = shared.statistics
    statistics.queuedJobs = queue.count
    statistics.indexNanoseconds = indexer.nanoseconds
    statistics.addFigures(of: reader.tables.environment)
    return statistics
  }
}

extension LogStatistics {
  mutating func addFigures(of environment: Environment) {
    // A closed log has no figures of its file.
    guard let figures = try? environment.figures() else { return }
    bytesUsed = UInt64(figures.bytesUsed)
    bytesMax = UInt64(figures.bytesMax)
    readers = figures.readers
  }
}
