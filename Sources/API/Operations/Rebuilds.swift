internal import Synchronization

/// The rebuilds that are under way, and how far they have come.
final class Rebuilds: Sendable {
  /// How far one is.
  struct Progress: Sendable {
    var position: UInt64 = 0
    var head: UInt64 = 0
    /// Milliseconds since 1970.
    let startedAt: Int64
  }

  private let running = Mutex<[String: Progress]>([:])

  var progress: [String: Progress] {
    running.withLock { $0 }
  }

  /// - Returns: false where one of this view is under way.
  func begin(_ name: String, at time: Int64) -> Bool {
    running.withLock { running in
      guard running[name] == nil else { return false }
      running[name] = Progress(startedAt: time)
      return true
    }
  }

  func note(_ name: String, position: UInt64, head: UInt64) {
    running.withLock { running in
      running[name]?.position = position
      running[name]?.head = head
    }
  }

  func end(_ name: String) {
    running.withLock { _ = $0.removeValue(forKey: name) }
  }
}
