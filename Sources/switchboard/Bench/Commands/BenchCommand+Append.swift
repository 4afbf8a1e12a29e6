internal import ArgumentParser
internal import Engine
internal import EventLog

extension BenchCommand {
  struct Append: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Durable appends over HTTP/2: decode, decide, chain, sync, index, fold.",
      discussion: """
        Every lane (a stream of a connection) tells calls as a switch does, an event a request, \
        and sends the next when the last is answered. Server and client share this machine. \
        Redis (XADD, appendfsync always) gets the same bodies from as many lanes, in turn.
        """)

    @Option(help: "A folder that is empty or missing; a temporary one is removed again.")
    var data: String?
    @Option(help: "Connections. Range 1…1000.") var connections = 10
    @Option(help: "Streams of each connection. Range 1…1000.") var streams = 100
    @Option(help: "Events of a run. Range 1…100000000.") var events = 400_000
    @Flag(help: "Give every call a personal field, which is sealed under a key of its own.")
    var personal = false
    @Option(help: "Runs; with more than one, the last is shown and medians compared. Range 1…99.")
    var runs = 1
    @Option(
      parsing: .upToNextOption, help: ArgumentHelp("Peers: redis.", valueName: "PEER"))
    var against: [Peer] = []
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      guard (1...1_000).contains(connections), (1...1_000).contains(streams),
        (1...100_000_000).contains(events), (1...99).contains(runs)
      else { throw ValidationError("an option is out of range: see --help") }
    }

    func run() async throws {
      let peers = try Peer.installed(of: against, usable: [.redis])
      try await withBenchFolder(data) { folder in
        var measured = [[RequestFigures.Run]](repeating: [], count: peers.count + 1)
        for run in 0..<runs {
          let figures = try await measure(folder)
          measured[0].append(figures.run)
          for (index, peer) in peers.enumerated() {
            measured[index + 1].append(
              try await measure(peer, inFolder: "\(folder)/\(peer)-\(run)"))
          }
          if run == runs - 1 { try figures.show(format) }
        }
        guard runs > 1 || !peers.isEmpty else { return }
        let names = ["switchboard"] + peers.map(\.rawValue)
        try RequestFigures.show(
          RequestFigures.compared(Array(zip(names, measured)).map { ($0, $1) }), "appends",
          format)
      }
    }

    private func measure(_ folder: String) async throws -> AppendFigures {
      let disk = try DiskSync.measure(inFolder: folder)
      let bench = try await BenchServer.start(folder: folder)
      let follower = Task { await bench.installation.engine.projections.follow() }
      defer { follower.cancel() }
      let block = HTTP2Frames.headerBlock(
        bench.fields("POST", "/v1/events") + [("content-type", "application/cloudevents+json")])
      let started = ContinuousClock.now
      let plan = plan(headerBlock: block)
      let counts = try await LoadRun(
        port: bench.port, connections: connections, lanes: streams
      ).overHTTP2(plan: plan)
      let took = ContinuousClock.now - started
      let statistics = bench.installation.engine.log.statistics
      await bench.installation.engine.viewsCaughtUp()
      let lag = ContinuousClock.now - started - took
      try await bench.stop()
      try check(counts)
      return AppendFigures(
        counts, statistics, disk, times: .init(run: took, viewsLag: lag),
        connections: connections, streams: streams)
    }

    private func measure(_ peer: Peer, inFolder folder: String) async throws -> RequestFigures.Run {
      let running = try await peer.start(inFolder: folder)
      let plan = plan(headerBlock: [])
      let lanes = streams
      let computed = running.process.processorSeconds
      let started = ContinuousClock.now
      let counts = try await LoadRun(
        port: running.port, connections: connections, lanes: streams
      ).run { RedisConnection(plan: plan($0, $1), laneCount: lanes) }
      let took = ContinuousClock.now - started
      let seconds = running.process.processorSeconds - computed
      await running.process.stop()
      try check(counts)
      return RequestFigures.Run(
        count: counts.successes, bytes: 0, microseconds: microseconds(took),
        latencyP50: counts.latency(percent: 50), latencyP99: counts.latency(percent: 99),
        serverSeconds: seconds)
    }

    private func plan(
      headerBlock: [UInt8]
    ) -> @Sendable (Int, LoadTally) -> any LoadPlan {
      let (share, lanes, isPersonal) = (events / connections, streams, personal)
      return { connection, tally in
        AppendPlan(
          headerBlock: headerBlock, connection: connection, lanes: lanes, events: share,
          isPersonal: isPersonal, tally: tally)
      }
    }

    private func check(_ counts: LoadTally.Counts) throws {
      guard counts.isWhole, counts.failures == 0 else {
        throw CommandFailure("\(counts.failures) appends failed; the figures mean nothing")
      }
    }
  }
}
