import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Sendable {
  private struct Sleeper: Sendable {
    let id: UInt64
    let until: Int64
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State: Sendable {
    var now: Int64
    var nextID: UInt64 = 0
    var sleepers: [Sleeper] = []
  }

  private let state: Mutex<State>
  /// Grows by one whenever somebody lies down to sleep.
  let sleeps = AsyncStream.makeStream(of: Int64.self)

  init(now: Int64) {
    state = Mutex(State(now: now))
  }

  var now: Int64 { state.withLock { $0.now } }

  /// Returns when the clock shows a time, or when the task is cancelled.
  func wait(until: Int64) async {
    let id = state.withLock { state -> UInt64 in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          guard until > state.now, !Task.isCancelled else { return true }
          state.sleepers.append(Sleeper(id: id, until: until, continuation: continuation))
          return false
        }
        if isOver { continuation.resume() } else { sleeps.continuation.yield(until) }
      }
    } onCancel: {
      wake { $0.id == id }
    }
  }

  /// Moves the clock, and wakes whoever has slept long enough.
  func advance(to time: Int64) {
    state.withLock { $0.now = time }
    wake { $0.until <= time }
  }

  private func wake(_ isAwake: (Sleeper) -> Bool) {
    let awake = state.withLock { state in
      let awake = state.sleepers.filter(isAwake)
      state.sleepers.removeAll(where: isAwake)
      return awake
    }
    for sleeper in awake { sleeper.continuation.resume() }
  }
}
