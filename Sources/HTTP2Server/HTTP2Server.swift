package import Logging
package import NIOCore
import NIOPosix
import Synchronization

/// A server for HTTP/2 and HTTP/1.1 on TCP, TLS and a control socket, with one handler for all.
///
/// Every connection lives on one event loop, where its session, its streams and their body sources
/// are used without locks. It knows nothing of what the handler serves.
package final class HTTP2Server: Sendable {
  let configuration: HTTPServerConfiguration
  let handler: any HTTPHandler
  let logger: Logger
  let group: MultiThreadedEventLoopGroup
  let loops: [LoopContext]
  private let state = Mutex(State.idle)
  let connectionCount = ConnectionCount()

  private enum State {
    case idle
    case starting
    case serving(listeners: [any Channel], sweeps: [RepeatedTask])
    case stopped
  }

  /// Prepares a server; nothing is bound before `start()`.
  package init(
    configuration: HTTPServerConfiguration, handler: any HTTPHandler,
    logger: Logger = Logger(label: "http2-server")
  ) {
    self.configuration = configuration
    self.handler = handler
    self.logger = logger
    let ticks = LoopTicks()
    group = MultiThreadedEventLoopGroup(
      numberOfThreads: configuration.loopCount, metricsDelegate: ticks)
    let eventLoops = Array(group.makeIterator())
    ticks.count(eventLoops)
    loops = eventLoops.map {
      LoopContext(eventLoop: $0, ticks: ticks[$0], limits: configuration.limits)
    }
  }

  /// The loops, for timers of those who serve; each stream's is `HTTPRequest.eventLoop`.
  package var eventLoops: [any EventLoop] { loops.map(\.eventLoop) }

  /// Binds all listeners and accepts connections.
  ///
  /// - Returns: the bound addresses in the order of the configuration, with the ports chosen.
  /// - Throws: what could not be bound or read; nothing stays bound then.
  package func start() async throws(HTTPServerError) -> [SocketAddress] {
    let mayStart = state.withLock { state in
      guard case .idle = state else { return false }
      state = .starting
      return true
    }
    guard mayStart else { throw .notStartable }
    var channels: [any Channel] = []
    for listener in configuration.listeners {
      do throws(HTTPServerError) {
        channels.append(try await bind(listener))
      } catch {
        for channel in channels { _ = await outcome(of: channel.close()) }
        state.withLock { $0 = .idle }
        throw error
      }
    }
    let sweeps = loops.map { loop in
      loop.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
        loop.sweep()
      }
    }
    state.withLock { $0 = .serving(listeners: channels, sweeps: sweeps) }
    return channels.compactMap(\.localAddress)
  }

  /// Resumes, on every loop, the streams that follow the broadcast and wait. From any thread; calls
  /// that come before a loop gets to it cost one atomic exchange.
  package func wake() {
    for loop in loops { loop.wake() }
  }

  /// The figures of this moment, gathered loop by loop.
  package func metrics() async -> HTTPServerMetrics {
    var sum = HTTPServerMetrics()
    for loop in loops {
      if case .success(let part) = await outcome(of: loop.eventLoop.submit { loop.snapshot() }) {
        sum += part
      }
    }
    sum.connectionsRefused += connectionCount.refused
    return sum
  }

  /// Begins the end.
  ///
  /// - Returns: what was bound and scheduled; nil when the end has begun before.
  func takeListeners() -> (listeners: [any Channel], sweeps: [RepeatedTask])? {
    state.withLock { state in
      defer { state = .stopped }
      return switch state {
      case .serving(let listeners, let sweeps): (listeners, sweeps)
      case .idle: ([], [])
      case .starting, .stopped: nil
      }
    }
  }
}
