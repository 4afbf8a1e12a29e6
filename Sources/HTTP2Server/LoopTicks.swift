import NIOCore
import NIOPosix
import Synchronization

/// Tells loops how many of their ticks have ended: between two of them a loop looks for input.
///
/// Within a tick it runs tasks until there are none, those included that are posted meanwhile. Each
/// loop counts for itself, so that they do not meet here.
final class LoopTicks: NIOEventLoopMetricsDelegate {
  /// The ticks of one loop.
  final class Count: Sendable {
    fileprivate let ended = Atomic<UInt64>(0)

    var value: UInt64 { ended.load(ordering: .relaxed) }
  }

  private final class Counts: Sendable {
    let byLoop: [ObjectIdentifier: Count]

    init(of loops: [any EventLoop]) {
      byLoop = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0), Count()) })
    }
  }

  /// Set once the group has its loops.
  private let counts = AtomicLazyReference<Counts>()

  /// Begins to count; nothing else is counted later.
  func count(_ loops: [any EventLoop]) {
    _ = counts.storeIfNil(Counts(of: loops))
  }

  /// The ticks of a loop that is counted.
  subscript(loop: any EventLoop) -> Count {
    counts.load()?.byLoop[ObjectIdentifier(loop)] ?? Count()
  }

  func processedTick(info: NIOEventLoopTickInfo) {
    counts.load()?.byLoop[info.eventLoopID]?.ended.wrappingAdd(1, ordering: .relaxed)
  }
}
