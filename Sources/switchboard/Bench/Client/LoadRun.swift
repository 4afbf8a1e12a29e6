internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Connections of a load client to one port of this machine, all on one event loop.
struct LoadRun {
  let port: Int
  let connections: Int
  let lanes: Int

  /// Opens the connections and runs their plans to the end.
  ///
  /// - Parameter plan: makes the plan of each connection.
  func overHTTP2(
    plan: @escaping @Sendable (Int, LoadTally) -> any LoadPlan
  ) async throws -> LoadTally.Counts {
    let lanes = lanes
    return try await run { LoadConnection(plan: plan($0, $1), laneCount: lanes) }
  }

  /// Opens connections and waits until the tally has heard of the end of each.
  ///
  /// - Parameter handler: makes the handler of each connection.
  func run(
    handler: @escaping @Sendable (Int, LoadTally) -> any ChannelHandler
  ) async throws -> LoadTally.Counts {
    let (finished, continuation) = AsyncStream.makeStream(of: Void.self)
    let tally = LoadTally(connections: connections) { continuation.finish() }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    for connection in 0..<connections {
      _ = try await ClientBootstrap(group: group)
        .channelOption(.socketOption(.tcp_nodelay), value: 1)
        .channelOption(
          .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 128 * 1_024)
        )
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(handler(connection, tally))
          }
        }
        .connect(host: "127.0.0.1", port: port).get()
    }
    for await _ in finished {}
    try await group.shutdownGracefully()
    return tally.counts.withLock { $0 }
  }
}
