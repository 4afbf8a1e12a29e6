internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// The thread on which views are folded, rebuilt and verified: one, and of a lower priority than
/// those that append and answer.
///
/// Where the processor is the limit the log comes first: a view that lags catches up in larger
/// batches, while an append that waits makes a caller wait. Where there is room the priority costs
/// nothing. (On Linux a thread has a nice value of its own: `setpriority(2)`, "C library/kernel
/// differences".)
final class FoldingThread: SerialExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isClosed = false
  }

  /// What the thread shares with its owner; the owner's end is the thread's.
  private final class Inbox: Sendable {
    let state = Mutex(State())
    let wakeUp = DispatchSemaphore(value: 0)
  }

  /// Nice values go from −20 to 19; each step is about a quarter of the processor's share. The
  /// last one: where appends take all there is, folding waits for the moments in which they wait
  /// for the disk, and takes larger batches for it. On a machine whose speed varies by a third the
  /// gain over 10 is not certain: 0 to 13 % more appends, and the views caught up about as soon.
  private static let niceness: Int32 = 19

  private let inbox = Inbox()

  init() {
    let inbox = inbox
    let executor = asUnownedSerialExecutor()
    let thread = Thread {
      Thread.current.name = "folding"
      // A refusal leaves the priority as it was: folding is then only as eager as the rest.
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
      Self.run(inbox, on: executor)
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit {
    inbox.state.withLock { $0.isClosed = true }
    inbox.wakeUp.signal()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.state.withLock { $0.jobs.append(job) }
    inbox.wakeUp.signal()
  }

  private static func run(_ inbox: Inbox, on executor: UnownedSerialExecutor) {
    while true {
      inbox.wakeUp.wait()
      let (jobs, isClosed) = inbox.state.withLock { state in
        defer { state.jobs.removeAll(keepingCapacity: true) }
        return (state.jobs, state.isClosed)
      }
      for job in jobs { job.runSynchronously(on: executor) }
      if isClosed { return }
    }
  }
}
