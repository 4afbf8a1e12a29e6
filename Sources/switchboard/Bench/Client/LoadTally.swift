internal import Synchronization

/// What the connections of a load client count together.
final class LoadTally: Sendable {
  struct Counts {
    var successes = 0
    var failures = 0
    var bytes = 0
    var lines = 0
    var connectionsLeft: Int
    var isWhole = true
    var latencies: [Int32] = []

    /// The latency that a share of all stay below, in microseconds.
    ///
    /// - Parameter percent: 0…99.
    func latency(percent: Int) -> Int {
      latencies.isEmpty ? 0 : Int(latencies.sorted()[latencies.count * percent / 100])
    }
  }

  let counts: Mutex<Counts>
  private let done: @Sendable () -> Void

  init(connections: Int, done: @escaping @Sendable () -> Void) {
    counts = Mutex(Counts(connectionsLeft: connections))
    self.done = done
  }

  func connectionEnded(isWhole: Bool, _ add: (inout Counts) -> Void) {
    let isLast = counts.withLock { counts in
      add(&counts)
      counts.isWhole = counts.isWhole && isWhole
      counts.connectionsLeft -= 1
      return counts.connectionsLeft == 0
    }
    if isLast { done() }
  }
}
