internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// One run of a fan-out bench: subscribers, a publisher, and some seconds of events.
struct FanoutRun {
  /// How events are published.
  enum Pace: Sendable {
    /// The next one when one has reached every subscriber: so many are on their way.
    case outstanding(Int)
    /// So many a second, whatever becomes of them.
    case rate(Int)
  }

  let connections: Int
  let streams: Int
  let pace: Pace
  let seconds: Int

  /// After the last event was published: until every subscriber must have it.
  private static let patience = Duration.seconds(60)

  /// Runs against a target, which is stopped in the end.
  ///
  /// - Throws: `CommandFailure` where a subscriber missed an event, or got one twice or too early.
  func run(_ target: FanoutTarget) async throws -> FanoutResult {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let tally = FanoutTally(subscribers: connections * streams)
    do {
      let result = try await measure(target, tally, group)
      // Nobody is to complain about connections that are closed now.
      try await group.shutdownGracefully()
      await target.process.stop()
      return result
    } catch {
      try await group.shutdownGracefully()
      await target.process.stop()
      throw error
    }
  }

  private func measure(
    _ target: FanoutTarget, _ tally: FanoutTally, _ group: MultiThreadedEventLoopGroup
  ) async throws -> FanoutResult {
    let residentBefore = target.process.residentBytes
    let publisher = try await connect(target, group) { target.publisher(tally) }
    tally.state.withLock { $0.publisher = publisher }
    for _ in 0..<connections {
      _ = try await connect(target, group) { [streams] in target.subscriber(streams, tally) }
    }
    let subscribers = connections * streams
    try await wait(tally, for: "subscriptions", within: .seconds(60)) { $0.ready == subscribers }
    let residentIdle = target.process.residentBytes
    let computed = (target.process.processorSeconds, ChildProcess.processorSeconds(of: "self"))
    let started = FanoutTally.now
    try await publish(tally, publisher.eventLoop)
    try await wait(tally, for: "deliveries", within: Self.patience) {
      $0.delivered == subscribers * $0.publishedAt.count
    }
    let (server, client) = (
      target.process.processorSeconds - computed.0,
      ChildProcess.processorSeconds(of: "self") - computed.1
    )
    let resident = target.process.residentBytes
    return tally.state.withLock { state in
      FanoutResult(
        deliveries: state.delivered, bytes: state.bytes, events: state.publishedAt.count,
        microseconds: Int(max(1, state.lastDelivery - started)), latencies: state.latencies,
        fellBehind: state.fellBehind, serverSeconds: server, clientSeconds: client,
        residentBytes: [residentBefore, residentIdle, resident])
    }
  }

  private func connect(
    _ target: FanoutTarget, _ group: MultiThreadedEventLoopGroup,
    _ handler: @escaping @Sendable () -> any ChannelHandler
  ) async throws -> any Channel {
    try await ClientBootstrap(group: group)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .channelOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 128 * 1_024)
      )
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(handler())
        }
      }
      .connect(host: "127.0.0.1", port: target.port).get()
  }

  private func publish(_ tally: FanoutTally, _ loop: any EventLoop) async throws {
    switch pace {
    case .outstanding(let count):
      tally.state.withLock { $0.outstandingMax = count }
      tally.publishDue()
      try await Task.sleep(for: .seconds(seconds))
      tally.state.withLock { $0.outstandingMax = nil }
    case .rate(let rate):
      let started = FanoutTally.now
      let end = Int64(seconds) * 1_000_000
      let task = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(1)) { _ in
        let due = Int(min(FanoutTally.now - started, end)) * rate / 1_000_000
        let published = tally.state.withLock { $0.publishedAt.count }
        if due > published { tally.publish(due - published) }
      }
      try await Task.sleep(for: .seconds(seconds))
      task.cancel()
    }
  }

  /// Looks again and again until something is so.
  private func wait(
    _ tally: FanoutTally, for what: String, within limit: Duration,
    until isDone: (FanoutTally.State) -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + limit
    while true {
      let (fault, done) = tally.state.withLock { ($0.fault, isDone($0)) }
      if let fault { throw CommandFailure("\(fault); the figures mean nothing") }
      if done { return }
      guard ContinuousClock.now < deadline else {
        throw CommandFailure("the \(what) were not complete within \(limit)")
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}

/// What one run found.
struct FanoutResult: Sendable {
  var deliveries: Int
  var bytes: Int
  var events: Int
  var microseconds: Int
  var latencies: LatencyHistogram
  var fellBehind: Int
  var serverSeconds: Double
  var clientSeconds: Double
  /// Before the subscribers, with them, and after the last event.
  var residentBytes: [Int]
}
