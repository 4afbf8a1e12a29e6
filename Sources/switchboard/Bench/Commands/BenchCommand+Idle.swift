internal import ArgumentParser
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

extension BenchCommand {
  struct Idle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The memory of subscribers to whom nothing happens.",
      discussion: """
        The server is a process of its own; what is reported is its resident memory before, with \
        all subscribers live, and some seconds later. Client and server each need a file \
        descriptor a connection (ulimit -n).
        """)

    @Option(help: "Connections. Range 1…16000.") var connections = 100
    @Option(help: "Subscribers on each. Range 1…200.") var streams = 100
    @Flag(help: "Over TLS.") var tls = false
    @Option(help: "Seconds that pass before memory is read again. Range 1…600.") var seconds = 6
    @Option(help: "table or json.") var format: OutputFormat = .table

    /// Connections whose subscribers are not live yet: a server takes so many handshakes in time.
    private static let openingMax = 200

    func validate() throws {
      guard (1...16_000).contains(connections), (1...200).contains(streams),
        (1...600).contains(seconds)
      else { throw ValidationError("an option is out of range: see --help") }
    }

    func run() async throws {
      try await withBenchFolder(nil) { folder in
        let served = try await ServedFolder.start(folder, isTLS: tls)
        let before = served.process.residentBytes
        let tally = FanoutTally(subscribers: connections * streams)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await open(served, tally, group)
        let live = served.process.residentBytes
        try await Task.sleep(for: .seconds(seconds))
        let later = served.process.residentBytes
        if let fault = tally.state.withLock({ $0.fault }) { throw CommandFailure(fault) }
        try await group.shutdownGracefully()
        await served.stop()
        try IdleFigures(
          connections: connections, streams: streams, isTLS: tls, residentKiBBefore: before / 1_024,
          residentKiBLive: live / 1_024, residentKiBLater: later / 1_024
        ).show(format)
      }
    }

    private func open(
      _ served: ServedFolder, _ tally: FanoutTally, _ group: MultiThreadedEventLoopGroup
    ) async throws {
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.certificateVerification = .none
      configuration.applicationProtocols = ["h2"]
      let context = tls ? try NIOSSLContext(configuration: configuration) : nil
      let block = HTTP2Frames.headerBlock(
        served.fields("GET", "/v1/events?from=\(served.head)") + [("accept", "text/event-stream")])
      let (streams, head) = (streams, served.head)
      for number in 0..<connections {
        _ = try await ClientBootstrap(group: group)
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              let pipeline = channel.pipeline.syncOperations
              if let context {
                try pipeline.addHandler(
                  try NIOSSLClientHandler(context: context, serverHostname: nil))
              }
              try pipeline.addHandler(
                SubscriberConnection(
                  headerBlock: block, streams: streams, dialect: .switchboard(head: head),
                  tally: tally))
            }
          }
          .connect(host: "127.0.0.1", port: served.port).get()
        try await live(tally, (number + 1 - Self.openingMax) * streams)
      }
      try await live(tally, connections * streams)
    }

    /// Waits until so many subscribers are live.
    private func live(_ tally: FanoutTally, _ wanted: Int) async throws {
      let deadline = ContinuousClock.now + .seconds(120)
      while true {
        let (fault, ready) = tally.state.withLock { ($0.fault, $0.ready) }
        if let fault { throw CommandFailure(fault) }
        if ready >= wanted { return }
        guard ContinuousClock.now < deadline else {
          throw CommandFailure("\(ready) of \(wanted) subscribers are live after two minutes")
        }
        try await Task.sleep(for: .milliseconds(2))
      }
    }
  }
}

/// What an idle bench found of the server's memory.
struct IdleFigures: Codable {
  var connections: Int
  var streams: Int
  var isTLS: Bool
  var residentKiBBefore: Int
  var residentKiBLive: Int
  var residentKiBLater: Int

  func show(_ format: OutputFormat) throws {
    guard format == .table else { return try writeJSON(self) }
    let all = connections * streams
    var table = TextTable(["idle subscribers\(isTLS ? " over TLS" : "")", ""])
    table.add(["connections × streams", "\(connections) × \(streams)"])
    table.add(["server before, MiB", "\(residentKiBBefore / 1_024)"])
    table.add(["with all live, MiB", "\(residentKiBLive / 1_024)"])
    table.add(["later, MiB", "\(residentKiBLater / 1_024)"])
    let each = Double(residentKiBLater - residentKiBBefore) / Double(all)
    table.add(["a subscriber, KiB", short(each)])
    writeOut(table.text)
  }
}
