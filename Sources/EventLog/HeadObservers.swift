import Synchronization

/// The observers of a log's head.
public final class HeadObservers: Sendable {
  private struct State {
    var nextKey: UInt64 = 0
    var observers: [(key: UInt64, call: @Sendable (UInt64) -> Void)] = []
  }

  private let state = Mutex(State())

  public init() {}

  /// Registers an observer until the observation is cancelled.
  public func add(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
    let key = state.withLock { state in
      state.nextKey += 1
      state.observers.append((state.nextKey, observer))
      return state.nextKey
    }
    return HeadObservation { [weak self] in
      self?.state.withLock { state in state.observers.removeAll { $0.key == key } }
    }
  }

  /// Calls every observer in the order of registration, outside the lock, so that one may cancel.
  public func notify(_ head: UInt64) {
    for observer in state.withLock({ $0.observers }) { observer.call(head) }
  }
}
