import NIOCore
import NIOPosix
import Synchronization

/// Counts the ticks of event loops: between two of them a loop looks for input.
///
/// Within a tick it runs tasks until there are none, those included that are posted meanwhile.
final class LoopTicks: NIOEventLoopMetricsDelegate {
  private let counts = Mutex<[ObjectIdentifier: UInt64]>([:])

  func processedTick(info: NIOEventLoopTickInfo) {
    counts.withLock { $0[info.eventLoopID, default: 0] += 1 }
  }

  /// How many ticks of a loop have ended.
  func count(of loop: any EventLoop) -> UInt64 {
    counts.withLock { $0[ObjectIdentifier(loop)] ?? 0 }
  }
}
