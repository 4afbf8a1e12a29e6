import Synchronization

/// What other threads want done on a loop, gathered so that a thousand answers given by the log's
/// writer wake the loop once.
final class LoopMailbox: Sendable {
  typealias Letter = (exchange: Exchange, action: ResponseAction)

  private struct State {
    var letters: [Letter] = []
    var isWakeUpPosted = false
  }

  private let state = Mutex(State())

  /// Adds a letter.
  ///
  /// - Returns: whether the caller has to wake the loop.
  func post(_ action: ResponseAction, to exchange: Exchange) -> Bool {
    state.withLock { state in
      state.letters.append((exchange, action))
      defer { state.isWakeUpPosted = true }
      return !state.isWakeUpPosted
    }
  }

  /// Takes all letters, in the order in which they came, for an empty array with storage to reuse.
  func take(into letters: inout [Letter]) {
    state.withLock { state in
      swap(&state.letters, &letters)
      state.isWakeUpPosted = false
    }
  }
}
