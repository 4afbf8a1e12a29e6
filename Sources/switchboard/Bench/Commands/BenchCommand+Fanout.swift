internal import ArgumentParser

extension BenchCommand {
  struct Fanout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Deliveries to many live subscribers over HTTP/2, each checked.",
      discussion: """
        Without a shape four are measured: 100 × 50 and 1000 × 1 with 16 events on their way, \
        1000 × 1 with 1, and 1000 × 1 at 1000 events a second. An event is published when one has \
        reached every subscriber, or by the clock; Switchboard's are durable before they are \
        delivered. A subscriber that misses an event, or gets one twice or out of order, fails \
        the bench. Peers get the same 300 bytes, by the same client, in turn.
        """)

    @Option(help: "Connections. Range 1…5000.") var connections: Int?
    @Option(help: "Subscribers on each. Range 1…200.") var streams: Int?
    @Option(help: "Events on their way. Range 1…1000. Default: 16.") var outstanding: Int?
    @Option(help: "Events a second instead. Range 1…100000.") var rate: Int?
    @Option(help: "Seconds of a run. Range 1…600.") var seconds = 3
    @Option(help: "Runs of each; medians are shown. Range 1…99.") var runs = 3
    @Option(
      parsing: .upToNextOption, help: ArgumentHelp("Peers: nats nchan.", valueName: "PEER"))
    var against: [Peer] = []
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      guard (1...5_000).contains(connections ?? 1), (1...200).contains(streams ?? 1),
        (1...1_000).contains(outstanding ?? 1), (1...100_000).contains(rate ?? 1),
        (1...600).contains(seconds), (1...99).contains(runs)
      else { throw ValidationError("an option is out of range: see --help") }
      guard outstanding == nil || rate == nil else {
        throw ValidationError("--outstanding and --rate exclude each other")
      }
    }

    func run() async throws {
      let shapes = shapes
      let peers = try Peer.installed(of: against, usable: [.nats, .nchan])
      var all: [FanoutFigures] = []
      try await withBenchFolder(nil) { folder in
        for (number, shape) in shapes.enumerated() {
          all += try await measure(shape, peers, folder: "\(folder)/\(number)")
        }
      }
      guard format == .table else { return try writeJSON(all) }
      var table = TextTable(FanoutFigures.header)
      for figures in all { table.add(figures.row) }
      writeOut(table.text)
    }

    private func measure(
      _ shape: FanoutRun, _ peers: [Peer], folder: String
    ) async throws -> [FanoutFigures] {
      var results = [[FanoutResult]](repeating: [], count: peers.count + 1)
      for run in 0..<runs {
        let own = try await FanoutTarget.switchboard(inFolder: "\(folder)/\(run)/switchboard")
        results[0].append(try await shape.run(own))
        for (index, peer) in peers.enumerated() {
          let target = try await FanoutTarget.start(peer, inFolder: "\(folder)/\(run)/\(peer)")
          results[index + 1].append(try await shape.run(target))
        }
      }
      let names = ["switchboard"] + peers.map(\.rawValue)
      var figures = results.indices.map { FanoutFigures(names[$0], shape, results[$0]) }
      let own = Double(figures[0].deliveriesPerSecond)
      for index in figures.indices.dropFirst() {
        figures[index].switchboardRatio = own / Double(max(1, figures[index].deliveriesPerSecond))
      }
      return figures
    }

    private var shapes: [FanoutRun] {
      if connections == nil, streams == nil, outstanding == nil, rate == nil {
        return [
          shape(100, 50, .outstanding(16)), shape(1_000, 1, .outstanding(16)),
          shape(1_000, 1, .outstanding(1)), shape(1_000, 1, .rate(1_000)),
        ]
      }
      let pace = rate.map(FanoutRun.Pace.rate) ?? .outstanding(outstanding ?? 16)
      return [shape(connections ?? 100, streams ?? 50, pace)]
    }

    private func shape(_ connections: Int, _ streams: Int, _ pace: FanoutRun.Pace) -> FanoutRun {
      FanoutRun(connections: connections, streams: streams, pace: pace, seconds: seconds)
    }
  }
}
