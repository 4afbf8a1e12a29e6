package import EventLog
import Synchronization

/// A job made of closures.
package final class ClosureJob: LogJob {
  package let queuedBytes: Int
  private let body: @Sendable (any LogTransaction) throws(LogFailure) -> Void
  private let onComplete: @Sendable (Result<Void, LogFailure>) -> Void

  package init(
    queuedBytes: Int = 0,
    body: @escaping @Sendable (any LogTransaction) throws(LogFailure) -> Void,
    onComplete: @escaping @Sendable (Result<Void, LogFailure>) -> Void = { _ in }
  ) {
    self.queuedBytes = queuedBytes
    self.body = body
    self.onComplete = onComplete
  }

  package func run(in transaction: any LogTransaction) throws(LogFailure) {
    try body(transaction)
  }

  package func complete(_ outcome: Result<Void, LogFailure>) {
    onComplete(outcome)
  }
}

extension EventLog {
  /// Runs a body in the writer's turn and waits until what it did is durable.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (any LogTransaction) throws(LogFailure) -> Value
  ) async throws(LogFailure) -> Value {
    let outcome: Result<Value, LogFailure> = await withCheckedContinuation { continuation in
      let box = Box<Value>()
      submit(
        ClosureJob(
          body: { transaction throws(LogFailure) in
            let made = try body(transaction)
            box.value.withLock { $0 = made }
          },
          onComplete: { result in
            continuation.resume(
              returning: result.flatMap { () -> Result<Value, LogFailure> in
                guard let value = box.value.withLock({ $0 }) else {
                  return .failure(.unavailable("a job was completed that never ran"))
                }
                return .success(value)
              })
          }))
    }
    return try outcome.get()
  }

  /// Appends after checking identities and the expected version, and waits until it is durable.
  package func append(_ request: AppendRequest) async throws(LogFailure) -> AppendReceipt {
    try await perform { transaction throws(LogFailure) in try transaction.append(request) }
  }

  /// All events from the beginning, page by page.
  package func allEvents(bytesMax: Int = 64 << 10) throws(LogFailure) -> [StoredEvent] {
    var events: [StoredEvent] = []
    var position: UInt64 = 0
    while true {
      let page = try read(after: position, bytesMax: bytesMax)
      guard !page.isEmpty else { return events }
      events.append(contentsOf: page)
      position = page.lastPosition
    }
  }
}

private final class Box<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
