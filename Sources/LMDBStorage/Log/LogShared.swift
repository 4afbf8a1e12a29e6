import EventLog
import Synchronization

/// What the writer's thread and the log's users share.
final class LogShared: Sendable {
  private let lastPosition: Atomic<UInt64>
  private let figures = Mutex(LogStatistics())
  let observers = HeadObservers()

  init(head: UInt64) {
    lastPosition = Atomic(head)
  }

  var head: UInt64 { lastPosition.load(ordering: .acquiring) }
  var groups: UInt64 { figures.withLock { $0.groups } }
  var statistics: LogStatistics { figures.withLock { $0 } }

  func setHead(_ head: UInt64) {
    lastPosition.store(head, ordering: .releasing)
  }

  /// Adds a group; the times are in nanoseconds.
  func count(events: Int, deciding: UInt64, syncing: UInt64) {
    figures.withLock { figures in
      figures.appendedEvents += UInt64(events)
      figures.groups += events > 0 ? 1 : 0
      figures.syncNanoseconds += syncing
      figures.decideNanoseconds += deciding
    }
  }
}
