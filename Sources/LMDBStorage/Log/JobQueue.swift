import Dispatch
import EventLog
import Synchronization

/// The jobs that wait for the writer: bounded, in the order of submission, for one taker.
final class JobQueue: Sendable {
  private struct State {
    var jobs: [any LogJob] = []
    var bytes = 0
    /// Of the jobs that were taken last, which may not have been run yet.
    var takenBytes = 0
    var isTakerAsleep = false
    var isNudged = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)
  private let jobsMax: Int
  private let bytesMax: Int

  init(jobsMax: Int, bytesMax: Int) {
    self.jobsMax = jobsMax
    self.bytesMax = bytesMax
  }

  /// The number of jobs that wait now.
  var count: Int { state.withLock { $0.jobs.count } }

  /// Adds a job; wakes the taker if it sleeps.
  ///
  /// - Throws: `overloaded` at the bound, `closed` after the end.
  func add(_ job: any LogJob) throws(LogFailure) {
    let bytes = job.queuedBytes
    let outcome: (failure: LogFailure?, wakes: Bool) = state.withLock { state in
      guard !state.isClosed else { return (.closed, false) }
      guard state.jobs.count < jobsMax,
        state.takenBytes + state.bytes + bytes <= bytesMax || state.jobs.isEmpty
      else { return (.overloaded, false) }
      state.jobs.append(job)
      state.bytes += bytes
      defer { state.isTakerAsleep = false }
      return (nil, state.isTakerAsleep)
    }
    if outcome.wakes { wakeUp.signal() }
    if let failure = outcome.failure { throw failure }
  }

  /// Takes all jobs that wait now, without waiting for any; the array given is reused. Those that
  /// were taken before have been run then.
  ///
  /// - Returns: whether there were any.
  func takeWaiting(into jobs: inout [any LogJob]) -> Bool {
    jobs.removeAll(keepingCapacity: true)
    state.withLock { state in
      swap(&jobs, &state.jobs)
      state.takenBytes = state.bytes
      state.bytes = 0
    }
    return !jobs.isEmpty
  }

  /// What ended a wait.
  enum WakeUp {
    case jobs, nudge, closed
  }

  /// Waits until there are jobs, or a nudge, or the end; jobs come first.
  func wait() -> WakeUp {
    while true {
      let reason: WakeUp? = state.withLock { state in
        if !state.jobs.isEmpty { return .jobs }
        if state.isNudged {
          state.isNudged = false
          return .nudge
        }
        if state.isClosed { return .closed }
        state.isTakerAsleep = true
        return nil
      }
      if let reason { return reason }
      wakeUp.wait()
    }
  }

  /// Wakes the taker though there is no job.
  func nudge() {
    wake { $0.isNudged = true }
  }

  /// Refuses further jobs; the taker ends when it has taken those that wait.
  func close() {
    wake { $0.isClosed = true }
  }

  private func wake(_ change: (inout State) -> Void) {
    let wakes = state.withLock { state in
      change(&state)
      defer { state.isTakerAsleep = false }
      return state.isTakerAsleep
    }
    if wakes { wakeUp.signal() }
  }
}
