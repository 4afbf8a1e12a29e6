internal import Synchronization

/// One value on its way from a worker to the source that asked for it.
final class Inbox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// Leaves the value; the source takes it when its stream is woken.
  func put(_ newValue: Value) {
    value.withLock { $0 = newValue }
  }

  /// The value, once.
  func take() -> Value? {
    value.withLock { value in
      defer { value = nil }
      return value
    }
  }
}
