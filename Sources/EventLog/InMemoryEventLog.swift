import Synchronization

/// An `EventLog` that forgets everything with the process: for tests and trials.
///
/// Keeps the whole contract but durability. There is no thread of its own: whoever submits while
/// nobody is at work does the waiting jobs, one a group, in the order of submission.
public final class InMemoryEventLog: EventLog {
  public let epoch: Epoch
  private let clock: @Sendable () -> Int64
  private let queue = Mutex(JobQueue())
  private let store: InMemoryStoreReference
  private let observers = HeadObservers()

  private struct JobQueue {
    var jobs: [any LogJob] = []
    var isDraining = false
    var failure: LogFailure?
    var isClosed = false
    var statistics = LogStatistics()
  }

  /// - Parameters:
  ///   - clock: milliseconds since 1970 for `recordedTime`.
  ///   - hash: the chain's hash; by default none, for tests that do not look at the chain.
  public init(
    epoch: Epoch = Epoch(bits: 1), clock: @escaping @Sendable () -> Int64 = { 0 },
    hash: @escaping ChainFunction = { previous, _ in previous }
  ) {
    self.epoch = epoch
    self.clock = clock
    store = InMemoryStoreReference(InMemoryStore(hash: hash))
  }

  public var head: UInt64 { store.value.withLock { $0.head } }

  public var statistics: LogStatistics {
    var statistics = queue.withLock { queue in
      var statistics = queue.statistics
      statistics.queuedJobs = queue.jobs.count
      return statistics
    }
    statistics.bytesUsed = store.value.withLock { UInt64($0.byteCount) }
    return statistics
  }

  /// Fails the next group after its job has run, as a full disk would: nothing of it is kept.
  public func failNextGroup(_ failure: LogFailure) {
    queue.withLock { $0.failure = failure }
  }

  /// Answers every later job with `LogFailure.closed`.
  public func close() {
    queue.withLock { $0.isClosed = true }
  }

  public func submit(_ job: any LogJob) {
    let (accepted, drains) = queue.withLock { queue -> (Bool, Bool) in
      guard !queue.isClosed else { return (false, false) }
      queue.jobs.append(job)
      defer { queue.isDraining = true }
      return (true, !queue.isDraining)
    }
    guard accepted else { return job.complete(.failure(.closed)) }
    if drains { drain() }
  }

  private func drain() {
    while let (job, failure) = nextJob() {
      let transaction = InMemoryTransaction(store: store, clock: clock)
      var outcome: Result<Void, LogFailure> = .success(())
      do throws(LogFailure) { try job.run(in: transaction) } catch { outcome = .failure(error) }
      if let failure { outcome = .failure(failure) }
      var appended = 0
      if case .success = outcome { appended = transaction.commit() }
      job.complete(outcome)
      queue.withLock {
        $0.statistics.groups += 1
        $0.statistics.appendedEvents += UInt64(appended)
      }
      if appended > 0 { observers.notify(transaction.head) }
    }
  }

  private func nextJob() -> (any LogJob, LogFailure?)? {
    queue.withLock { queue in
      guard !queue.jobs.isEmpty else {
        queue.isDraining = false
        return nil
      }
      defer { queue.failure = nil }
      return (queue.jobs.removeFirst(), queue.failure)
    }
  }

  public func read(
    after position: UInt64, bytesMax: Int
  ) throws(LogFailure) -> EventPage {
    let (bytes, first) = store.value.withLock { $0.records(after: position, bytesMax: bytesMax) }
    guard !bytes.isEmpty else { return EventPage(emptyAfter: position) }
    return try EventPage(checking: bytes, first: first, after: position)
  }

  public func positions(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    store.value.withLock { store in
      let all = store.streams[ByteName(stream)] ?? []
      return Array(all.dropFirst(Int(clamping: version)).prefix(limit))
    }
  }

  public func positions(
    ofType type: String, after position: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64] {
    store.value.withLock { store in
      Array((store.types[ByteName(type)] ?? []).lazy.filter { $0 > position }.prefix(limit))
    }
  }

  public func event(at position: UInt64) throws(LogFailure) -> StoredEvent? {
    guard position > 0 else { return nil }
    return try read(after: position - 1, bytesMax: 1).first
  }

  public func observeHead(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
    observers.add(observer)
  }
}
