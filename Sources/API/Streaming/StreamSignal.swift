internal import HTTP2Server
internal import Synchronization

/// What others hold of a stream: they wake it, and it asks its source what there is to send.
///
/// A source exists before its stream does; a signal raised in between is kept.
final class StreamSignal: Sendable {
  private enum State {
    case unattached(isRaised: Bool)
    case attached(HTTPStreamHandle)
    case over
  }

  private let state = Mutex(State.unattached(isRaised: false))

  /// Wakes the stream. Any thread; many calls before the stream's loop gets to it count as one.
  func raise() {
    let handle = state.withLock { state -> HTTPStreamHandle? in
      switch state {
      case .unattached:
        state = .unattached(isRaised: true)
        return nil
      case .attached(let handle): return handle
      case .over: return nil
      }
    }
    handle?.resume()
  }

  /// Takes up the stream that the signal is to wake.
  func attach(_ handle: HTTPStreamHandle) {
    let isRaised = state.withLock { state -> Bool in
      guard case .unattached(let isRaised) = state else { return false }
      state = .attached(handle)
      return isRaised
    }
    if isRaised { handle.resume() }
  }

  /// Lets the stream go.
  func end() {
    state.withLock { $0 = .over }
  }
}
