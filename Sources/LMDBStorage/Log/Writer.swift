import EventLog
import LMDB

/// The loop of the log's one writer: takes jobs, runs them in order, makes what they appended
/// durable with one sync, and answers them.
///
/// A group closes when no job waits any more, or at a bound of bytes; there is no timer, so an idle
/// log answers as fast as the disk does.
final class Writer {
  private let queue: JobQueue
  private let indexer: Indexer
  private let transaction: WriterTransaction
  private let shared: LogShared
  private let environment: Environment
  private let groupBytesMax: Int
  private let unindexedEventsMax: Int
  private let beforeCommit: @Sendable () throws(LogFailure) -> Void

  /// Jobs taken from the queue, and how many of them have been run.
  private var taken: [any LogJob] = []
  private var done = 0
  private var outcomes: [(job: any LogJob, outcome: Result<Void, LogFailure>)] = []

  /// Readers that have died are looked for once in so many groups.
  private static let groupsBetweenReaderChecks: UInt64 = 4096

  init(
    queue: JobQueue, indexer: Indexer, transaction: WriterTransaction, shared: LogShared,
    environment: Environment, options: StorageOptions,
    beforeCommit: @escaping @Sendable () throws(LogFailure) -> Void
  ) {
    self.queue = queue
    self.indexer = indexer
    self.transaction = transaction
    self.shared = shared
    self.environment = environment
    groupBytesMax = options.groupBytesMax
    unindexedEventsMax = options.unindexedEventsMax
    self.beforeCommit = beforeCommit
  }

  /// Works until the queue has been closed and emptied.
  func run() {
    while true {
      switch queue.wait() {
      case .jobs:
        while queue.takeWaiting(into: &taken) {
          done = 0
          while done < taken.count { doGroup() }
        }
      case .nudge:
        transaction.advance(indexer)
      case .closed:
        return finishIndexing()
      }
    }
  }

  /// Leaves nothing for the next start to catch up with, unless the indexes cannot be written.
  private func finishIndexing() {
    while transaction.unindexedEvents > 0 {
      transaction.advance(indexer)
      if case .failed = indexer.waitUntilIdle() { return }
    }
  }

  private func doGroup() {
    outcomes.removeAll(keepingCapacity: true)
    var failure: LogFailure?
    do throws(LogFailure) {
      try waitForIndexes()
      let began = SystemClock.nanoseconds()
      try transaction.begin()
      runJobs()
      let decided = SystemClock.nanoseconds()
      try commit()
      let synced = SystemClock.nanoseconds()
      shared.count(
        events: transaction.groupEvents, deciding: decided - began, syncing: synced - decided)
    } catch {
      failure = error
      // A group that could not begin fails the jobs that it would have taken, not the service.
      if outcomes.isEmpty { takeRest() }
    }
    answer(failure)
    transaction.advance(indexer)
  }

  private func runJobs() {
    repeat {
      while done < taken.count {
        let job = taken[done]
        done += 1
        do throws(LogFailure) {
          try job.run(in: transaction)
          outcomes.append((job, .success(())))
        } catch {
          outcomes.append((job, .failure(error)))
        }
        guard transaction.failure == nil, transaction.groupBytes < groupBytesMax else { return }
      }
      done = 0
    } while queue.takeWaiting(into: &taken)
  }

  private func commit() throws(LogFailure) {
    guard transaction.groupEvents > 0 || transaction.failure != nil else {
      return transaction.abandon()
    }
    if transaction.failure == nil {
      do throws(LogFailure) { try beforeCommit() } catch { transaction.fail(error) }
    }
    try transaction.commit()
    shared.setHead(transaction.head)
  }

  /// Answers the group's jobs: what they decided, unless all of them failed together.
  private func answer(_ failure: LogFailure?) {
    for (job, outcome) in outcomes {
      if let failure { job.complete(.failure(failure)) } else { job.complete(outcome) }
    }
    outcomes.removeAll(keepingCapacity: true)
    guard failure == nil, transaction.groupEvents > 0 else { return }
    shared.observers.notify(transaction.head)
    if shared.groups % Writer.groupsBetweenReaderChecks == 0 {
      // Dead readers only cost space: the next check will find them.
      _ = try? environment.clearDeadReaders()
    }
  }

  private func takeRest() {
    for job in taken[done...] { outcomes.append((job, .success(()))) }
    done = taken.count
  }

  /// Bounds what is in the log and not in the indexes.
  private func waitForIndexes() throws(LogFailure) {
    if let broken = transaction.isBroken { throw broken }
    while transaction.unindexedEvents >= unindexedEventsMax {
      transaction.advance(indexer)
      if case .failed(let failure) = indexer.waitUntilIdle() { throw failure }
    }
  }
}
