import Dispatch
import EventLog
import LMDB
import Synchronization

/// The thread that makes groups durable and answers them, one after the other, while the writer
/// decides on the next: the disk and the processor then wait for each other no more than they must.
///
/// One group at a time. What became of it can be asked (`result`) before the first of its jobs is
/// answered, so that nobody who was told of a failure is decided upon by what failed.
final class Committer: Sendable {
  /// What one sync makes durable.
  struct Group: Sendable {
    var records: StagedRecords
    var outcomes: [(job: any LogJob, outcome: Result<Void, LogFailure>)]
    /// The position of its last event, and the number of its events.
    var head: UInt64
    var events: Int
    var decidingNanoseconds: UInt64
  }

  private struct State {
    var group: Group?
    var isBusy = false
    /// Whether somebody waits for the end of the group at work.
    var isAwaited = false
    var isClosed = false
    var result: Result<Void, LogFailure>?
  }

  private let tables: LogTables
  private let shared: LogShared
  private let beforeCommit: @Sendable () throws(LogFailure) -> Void
  private let onDone: @Sendable () -> Void
  private let state = Mutex(State())
  private let failed = Atomic<Bool>(false)
  private let wakeUp = DispatchSemaphore(value: 0)
  private let didFinish = DispatchSemaphore(value: 0)
  private let didEnd = DispatchSemaphore(value: 0)

  /// Readers that have died are looked for once in so many groups.
  private static let groupsBetweenReaderChecks: UInt64 = 4096

  /// - Parameters:
  ///   - beforeCommit: makes durable what the group's records rest on; its failure fails the group.
  ///   - onDone: called on the committer's thread when a group has been answered.
  init(
    tables: LogTables, shared: LogShared,
    beforeCommit: @escaping @Sendable () throws(LogFailure) -> Void,
    onDone: @escaping @Sendable () -> Void
  ) {
    self.tables = tables
    self.shared = shared
    self.beforeCommit = beforeCommit
    self.onDone = onDone
  }

  /// Whether a group is being committed or answered.
  var isBusy: Bool { state.withLock { $0.isBusy } }

  /// What became of the last group; nil while that is open, and before the first.
  var result: Result<Void, LogFailure>? { state.withLock { $0.result } }

  /// Whether the last group is known to have failed: as `result`, without a lock.
  var hasFailed: Bool { failed.load(ordering: .acquiring) }

  func start() {
    WorkerThread.start(name: "log-committer") { [self] in
      run()
      didEnd.signal()
    }
  }

  /// Takes a group; not to be called while busy.
  func commit(_ group: Group) {
    failed.store(false, ordering: .relaxed)
    state.withLock { state in
      precondition(!state.isBusy, "one group is committed at a time")
      state.group = group
      state.isBusy = true
      state.result = nil
    }
    wakeUp.signal()
  }

  /// Waits until the group at work, if there is one, has been answered.
  func waitUntilIdle() {
    while state.withLock({ state in
      state.isAwaited = state.isBusy
      return state.isBusy
    }) {
      didFinish.wait()
    }
  }

  /// Ends the thread after the group at work, and waits for that.
  func close() {
    state.withLock { $0.isClosed = true }
    wakeUp.signal()
    didEnd.wait()
  }

  // MARK: On its thread

  private func run() {
    while true {
      wakeUp.wait()
      let (group, isClosed) = state.withLock { state in (state.group.take(), state.isClosed) }
      if let group {
        finish(group)
        let isAwaited = state.withLock { state in
          state.isBusy = false
          return state.isAwaited
        }
        if isAwaited { didFinish.signal() }
        onDone()
      }
      if isClosed { return }
    }
  }

  private func finish(_ group: Group) {
    let began = SystemClock.nanoseconds()
    var failure: LogFailure?
    if !group.records.isEmpty {
      do throws(LogFailure) {
        try beforeCommit()
        try write(group.records)
        shared.setHead(group.head)
      } catch {
        failure = error
      }
    }
    let result = failure.map { Result<Void, LogFailure>.failure($0) } ?? .success(())
    failed.store(failure != nil, ordering: .releasing)
    state.withLock { $0.result = result }
    shared.count(
      events: failure == nil ? group.events : 0, deciding: group.decidingNanoseconds,
      syncing: SystemClock.nanoseconds() - began)
    for (job, outcome) in group.outcomes {
      if let failure { job.complete(.failure(failure)) } else { job.complete(outcome) }
    }
    guard failure == nil, group.events > 0 else { return }
    shared.observers.notify(group.head)
    if shared.groups % Self.groupsBetweenReaderChecks == 0 {
      // Dead readers only cost space: the next check will find them.
      _ = try? tables.environment.clearDeadReaders()
    }
  }

  private func write(_ records: StagedRecords) throws(LogFailure) {
    try asLogFailure(at: records.first ?? 0) { () throws(LMDBFailure) in
      var transaction = try tables.environment.beginWriting()
      try records.forEach { first, record throws(LMDBFailure) in
        let isLast = try transaction.put(first, record, in: tables.records, mode: .appendLast)
        guard isLast else { throw .damaged("the log holds a record beyond its head") }
      }
      try transaction.commit()
    }
  }
}
