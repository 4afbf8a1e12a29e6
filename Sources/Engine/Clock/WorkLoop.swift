internal import EventLog

/// The loop of the engine's own actors, its clock and its router: they work whenever the views have
/// changed, or when the time has come that their last work named.
struct WorkLoop: Sendable {
  /// Returns when the engine's clock shows a time, in milliseconds since 1970, or when its task is
  /// cancelled.
  typealias Sleep = @Sendable (_ until: Int64) async -> Void

  private let engine: Engine
  private let sleep: Sleep

  init(engine: Engine, sleep: @escaping Sleep) {
    self.engine = engine
    self.sleep = sleep
  }

  /// Waits by the machine until a clock shows a time.
  static func machineSleep(by clock: @escaping @Sendable () -> Int64) -> Sleep {
    { until in
      while !Task.isCancelled {
        let left = until - clock()
        guard left > 0 else { return }
        // Cancellation ends the wait. In pieces, since the wall clock may be set meanwhile.
        try? await Task.sleep(for: .milliseconds(min(left, 30_000)))
      }
    }
  }

  /// Works until the task is cancelled.
  ///
  /// - Parameter work: does everything that is to be done now, and returns when to look again if
  ///   nothing changes before; nil: not at all.
  func run(_ work: () async -> Int64?) async {
    let (wakeups, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let observation = engine.views.observe { _ in continuation.yield() }
    defer { observation.cancel() }
    continuation.yield()
    await withDiscardingTaskGroup { group in
      var alarm: Int64?
      for await _ in wakeups {
        let next = await work()
        if let set = alarm, set <= engine.clock() { alarm = nil }
        // A later alarm than the one that is set is set when that one has rung.
        guard let next, alarm.map({ next < $0 }) ?? true else { continue }
        alarm = next
        group.addTask { [sleep] in
          await sleep(next)
          continuation.yield()
        }
      }
      group.cancelAll()
    }
  }
}
