internal import Dispatch
internal import Synchronization

/// Threads for what may wait for the disk: event loops never do.
///
/// A fixed number of queues, taken in turn, so that no load makes more threads than that.
package struct Workers: Sendable {
  private let submit: @Sendable (@escaping @Sendable () -> Void) -> Void
  /// Whether work runs at once, on the caller's thread.
  let isInline: Bool

  /// Workers that run on `count` threads of the system.
  package static func threads(_ count: Int) -> Workers {
    let queues = (0..<max(1, count)).map { DispatchQueue(label: "switchboard.reader.\($0)") }
    let turn = Turn()
    return Workers(isInline: false) { work in
      queues[turn.next() % queues.count].async(execute: work)
    }
  }

  /// Workers that run everything at once on the caller's thread: for tests.
  package static let inline = Workers(isInline: true) { $0() }

  /// - Parameters:
  ///   - isInline: whether `submit` runs the work before it returns.
  ///   - submit: takes work; tests decide when it runs.
  init(
    isInline: Bool, submit: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
  ) {
    self.isInline = isInline
    self.submit = submit
  }

  /// Runs work that may block.
  func run(_ work: @escaping @Sendable () -> Void) {
    submit(work)
  }

  private final class Turn: Sendable {
    private let count = Atomic(0)

    func next() -> Int {
      count.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max
    }
  }
}
