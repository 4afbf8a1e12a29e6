internal import Synchronization

/// The rebuild or verification that is under way, and how far it has come. One at a time: it may
/// take all that readers and writers leave of the machine.
final class Rebuilds: Sendable {
  /// How far it is with a view.
  struct Progress: Sendable {
    var position: UInt64 = 0
    var head: UInt64 = 0
    /// Milliseconds since 1970.
    let startedAt: Int64
  }

  private struct State {
    var startedAt: Int64?
    var views: [String: Progress] = [:]
  }

  private let state = Mutex(State())

  /// By view; empty where nothing is under way.
  var progress: [String: Progress] {
    state.withLock { $0.views }
  }

  /// - Returns: false where one is under way.
  func begin(at time: Int64) -> Bool {
    state.withLock { state in
      guard state.startedAt == nil else { return false }
      state.startedAt = time
      return true
    }
  }

  func note(_ view: String, position: UInt64, head: UInt64) {
    state.withLock { state in
      guard let startedAt = state.startedAt else { return }
      state.views[view] = Progress(position: position, head: head, startedAt: startedAt)
    }
  }

  func end() {
    state.withLock { $0 = State() }
  }
}
