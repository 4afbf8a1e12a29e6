import Glibc
import Logging
package import NIOCore
import NIOPosix

/// Stopping.
extension HTTP2Server {
  /// Stops: accepts nothing new, tells every peer (GOAWAY) and every body source (`drain()`), waits
  /// for what has begun, and closes what is left when the time of grace is over.
  ///
  /// - Returns: the number of connections that had to be cut.
  @discardableResult
  package func shutdown(grace: TimeAmount) async -> Int {
    guard let (listeners, sweeps) = takeListeners() else { return 0 }
    for channel in listeners { _ = await outcome(of: channel.close()) }
    // SAFETY: the path is passed as a C string that lives as long as the call.
    for case .unixSocket(let path) in configuration.listeners { unsafe unlink(path) }
    let drains = loops.map { loop in loop.eventLoop.flatSubmit { loop.drain(grace: grace) } }
    var cutCount = 0
    for drain in drains {
      if case .success(let count) = await outcome(of: drain) { cutCount += count }
    }
    for sweep in sweeps { sweep.cancel() }
    logger.info("server stopped", metadata: ["connections-cut": "\(cutCount)"])
    do {
      try await group.shutdownGracefully()
    } catch {
      logger.warning("event loops did not stop", metadata: ["error": "\(error)"])
    }
    for loop in loops { loop.stop() }
    return cutCount
  }
}
