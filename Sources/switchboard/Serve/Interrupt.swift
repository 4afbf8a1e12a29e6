internal import Dispatch
internal import Foundation
internal import Synchronization

/// Set by a signal's handler, on another thread.
private final class Flag: Sendable {
  let isSet = Atomic(false)
}

/// Notes SIGINT and SIGTERM, for commands that follow something until they are told to stop.
final class Interrupt {
  private let requested = Flag()
  private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number)
    }
    for source in sources {
      source.setEventHandler { [requested] in requested.isSet.store(true, ordering: .releasing) }
      source.resume()
    }
  }

  var isRequested: Bool { requested.isSet.load(ordering: .acquiring) }

  /// Waits, or less when an interrupt comes.
  func wait(milliseconds: Int) async {
    for _ in 0..<max(1, milliseconds / 50) where !isRequested {
      // A cancelled task ends the wait just as an interrupt does.
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}
