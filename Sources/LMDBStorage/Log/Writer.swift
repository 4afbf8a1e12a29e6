import EventLog
import LMDB

/// The loop of the log's one writer: takes jobs, runs them in order, and hands what they appended
/// to the committer, a group for each sync.
///
/// While one group is on its way to the disk the next one is decided on. A group closes as soon as
/// the committer is free, or at a bound of bytes; there is no timer, so an idle log answers as fast
/// as the disk does.
final class Writer {
  private let queue: JobQueue
  private let indexer: Indexer
  private let committer: Committer
  private let transaction: WriterTransaction
  private let groupBytesMax: Int
  private let unindexedEventsMax: Int

  /// Jobs taken from the queue, and how many of them have been run.
  private var taken: [any LogJob] = []
  private var done = 0
  private var outcomes: [(job: any LogJob, outcome: Result<Void, LogFailure>)] = []

  init(
    queue: JobQueue, indexer: Indexer, committer: Committer, transaction: WriterTransaction,
    options: StorageOptions
  ) {
    self.queue = queue
    self.indexer = indexer
    self.committer = committer
    self.transaction = transaction
    groupBytesMax = options.groupBytesMax
    unindexedEventsMax = options.unindexedEventsMax
  }

  /// Works until the queue has been closed and emptied.
  func run() {
    while true {
      switch queue.wait() {
      case .jobs:
        while takeWaiting() {
          while done < taken.count { doGroup() }
        }
      case .nudge:
        settle()
        transaction.advance(indexer, retries: false)
      case .closed:
        return finish()
      }
    }
  }

  /// Leaves nothing for the next start to catch up with, unless the indexes cannot be written.
  private func finish() {
    committer.waitUntilIdle()
    settle()
    while transaction.unindexedEvents > 0 {
      transaction.advance(indexer)
      if case .failed = indexer.waitUntilIdle() { return }
    }
  }

  // MARK: - A group

  private func doGroup() {
    do throws(LogFailure) {
      settle()
      try waitForIndexes()
    } catch {
      // A group that could not begin fails the jobs that it would have taken, not the service.
      for job in taken[done...] { job.complete(.failure(error)) }
      done = taken.count
      return
    }
    let began = SystemClock.nanoseconds()
    var waited: UInt64 = 0
    transaction.begin()
    while runTaken(), hasMore(&waited) {}
    let decided = SystemClock.nanoseconds() - began - waited
    close(decidingNanoseconds: decided)
    transaction.advance(indexer)
  }

  /// Runs the jobs that were taken.
  ///
  /// - Returns: whether the group may go on.
  private func runTaken() -> Bool {
    while done < taken.count {
      // Nobody who was told of a failure is to be decided upon by what failed.
      guard !(transaction.isUnsettled && committer.hasFailed) else { return false }
      let job = taken[done]
      done += 1
      do throws(LogFailure) {
        try job.run(in: transaction)
        outcomes.append((job, .success(())))
      } catch {
        outcomes.append((job, .failure(error)))
      }
      guard transaction.failure == nil, transaction.groupBytes < groupBytesMax else { return false }
    }
    return true
  }

  /// Takes more jobs, or waits for some while the committer is busy.
  ///
  /// - Parameter waited: the nanoseconds spent without work are added to it.
  /// - Returns: false where the group is to be closed: the committer is free.
  private func hasMore(_ waited: inout UInt64) -> Bool {
    let began = SystemClock.nanoseconds()
    defer { waited += SystemClock.nanoseconds() - began }
    while committer.isBusy {
      if takeWaiting() { return true }
      switch queue.wait() {
      case .jobs: continue
      case .nudge: transaction.advance(indexer, retries: false)
      case .closed: committer.waitUntilIdle()
      }
    }
    return false
  }

  private func takeWaiting() -> Bool {
    done = 0
    return queue.takeWaiting(into: &taken)
  }

  /// Hands the group to the committer, or fails it where that cannot be.
  private func close(decidingNanoseconds: UInt64) {
    committer.waitUntilIdle()
    if let failure = settle() { return fail(failure) }
    if let failure = transaction.failure {
      transaction.takeBack()
      return fail(failure)
    }
    let (records, head) = transaction.handOver()
    committer.commit(
      Committer.Group(
        records: records, outcomes: outcomes, head: head, events: transaction.groupEvents,
        decidingNanoseconds: decidingNanoseconds))
    outcomes = []
  }

  private func fail(_ failure: LogFailure) {
    for (job, _) in outcomes { job.complete(.failure(failure)) }
    outcomes.removeAll(keepingCapacity: true)
  }

  // MARK: - The committer and the indexer

  /// Takes note of what became of the last group, once that is known.
  ///
  /// - Returns: why it failed, if it did: whatever was decided meanwhile has then been forgotten.
  @discardableResult
  private func settle() -> LogFailure? {
    guard transaction.isUnsettled, let result = committer.result else { return nil }
    transaction.settle(result)
    if case .failure(let failure) = result { return failure }
    return nil
  }

  /// Bounds what is in the log and not in the indexes.
  private func waitForIndexes() throws(LogFailure) {
    if let broken = transaction.isBroken { throw broken }
    while transaction.unindexedEvents >= unindexedEventsMax {
      committer.waitUntilIdle()
      settle()
      transaction.advance(indexer)
      if case .failed(let failure) = indexer.waitUntilIdle() { throw failure }
    }
  }
}
