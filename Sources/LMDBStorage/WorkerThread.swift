import Foundation
import Glibc

/// A thread that does one thing for as long as it lives.
enum WorkerThread {
  /// - Parameters:
  ///   - name: shown by the system's tools; at most 15 bytes are.
  ///   - niceness: by how much it gives way to other threads where the processor is the limit,
  ///     0…19: each step is about a quarter of its share. (On Linux a thread has a nice value of
  ///     its own: `setpriority(2)`, "C library/kernel differences".)
  static func start(
    name: String, niceness: Int32 = 0, _ body: @escaping @Sendable () -> Void
  ) {
    let thread = Thread {
      // Named from within: the name given to a thread that does not run yet is not shown.
      Thread.current.name = name
      // A refusal leaves the priority as it was.
      if niceness > 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
      body()
    }
    thread.stackSize = 1 << 20
    thread.start()
  }
}
