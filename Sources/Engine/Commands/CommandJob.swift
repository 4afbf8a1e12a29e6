internal import EventLog
internal import Synchronization

/// A command on its way through the log's writer.
///
/// A shell: what it carries is given away with the answer, and so freed where that is received. A
/// command is made of dozens of small objects, and letting go of them all cost the writer, through
/// whom every append goes, a tenth of its time.
final class CommandJob: LogJob {
  /// Takes an answer to where it is wanted.
  typealias Delivery = @Sendable (_ answer: @escaping @Sendable () -> Void) -> Void

  /// What the job holds while it waits, for the bound on the writer's queue.
  let queuedBytes: Int
  private let work: Mutex<CommandWork?>
  private let deliver: Delivery?

  /// - Parameter deliver: nil answers on the writer's thread.
  init(_ work: CommandWork, deliver: Delivery?) {
    queuedBytes = work.queuedBytes
    self.work = Mutex(work)
    self.deliver = deliver
  }

  func run(in transaction: any LogTransaction) throws(LogFailure) {
    try work.withLock { $0 }?.run(in: transaction)
  }

  func complete(_ result: Result<Void, LogFailure>) {
    guard let work = work.withLock({ $0.take() }) else { return }
    guard let deliver else { return work.complete(result) }
    deliver { work.complete(result) }
  }
}
