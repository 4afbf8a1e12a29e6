internal import ArgumentParser
internal import Foundation

extension BenchCommand {
  struct Views: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A small view over HTTP/2, again and again.",
      discussion: """
        nghttpd serves a file of the same bytes, to the same client, in turn. Without --data a \
        folder is filled with simulated traffic.
        """)

    @Option(help: "A folder with a log, such as one that `simulate` filled.") var data: String?
    @Option(help: "The view.") var view = "queues"
    @Option(help: "Connections. Range 1…1000.") var connections = 10
    @Option(help: "Requests in flight on each. Range 1…200.") var streams = 10
    @Option(help: "Seconds of a run. Range 1…600.") var seconds = 3
    @Option(help: "Runs of each; medians are shown. Range 1…99.") var runs = 3
    @Option(
      parsing: .upToNextOption, help: ArgumentHelp("Peers: nghttpd.", valueName: "PEER"))
    var against: [Peer] = []
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      guard (1...1_000).contains(connections), (1...200).contains(streams),
        (1...600).contains(seconds), (1...99).contains(runs)
      else { throw ValidationError("an option is out of range: see --help") }
    }

    func run() async throws {
      let peers = try Peer.installed(of: against, usable: [.nghttpd])
      if let data { try LocalInstallation.requireLog(in: data) }
      try await withBenchFolder(nil) { folder in
        let data = data ?? folder + "/data"
        if self.data == nil { try await BenchLog.fill(data, events: 20_000) }
        let served = try await ServedFolder.start(data)
        let path = "/v1/views/\(percentEncoded(view))"
        let own = HTTP2Frames.headerBlock(served.fields("GET", path))
        let copy = folder + "/view"
        try await fetch(own, port: served.port, to: copy)
        var measured = [[RequestFigures.Run]](repeating: [], count: peers.count + 1)
        for run in 0..<runs {
          measured[0].append(try await measure(own, served.process, served.port))
          for (index, peer) in peers.enumerated() {
            let running = try await peer.start(
              inFolder: "\(folder)/\(run)", files: folder)
            let block = HTTP2Frames.headerBlock([
              (":method", "GET"), (":scheme", "http"), (":path", "/view"),
              (":authority", "127.0.0.1:\(running.port)"),
            ])
            measured[index + 1].append(try await measure(block, running.process, running.port))
            await running.process.stop()
          }
        }
        await served.stop()
        let names = ["switchboard"] + peers.map(\.rawValue)
        try RequestFigures.show(
          RequestFigures.compared(Array(zip(names, measured)).map { ($0, $1) }), "requests",
          format)
      }
    }

    /// Has the answer to one request put into a file.
    private func fetch(_ block: [UInt8], port: Int, to path: String) async throws {
      try Data().write(to: URL(filePath: path))
      let counts = try await LoadRun(port: port, connections: 1, lanes: 1).overHTTP2 { _, tally in
        ReplayPlan(
          headerBlock: block, tally: tally, copy: FileHandle(forWritingAtPath: path))
      }
      guard counts.isWhole else { throw CommandFailure("there is no view named \(view)") }
    }

    private func measure(
      _ block: [UInt8], _ process: ChildProcess, _ port: Int
    ) async throws -> RequestFigures.Run {
      let computed = process.processorSeconds
      let started = ContinuousClock.now
      let end = started + .seconds(seconds)
      let counts = try await LoadRun(port: port, connections: connections, lanes: streams)
        .overHTTP2 { _, tally in
          GetPlan(tally: tally, isEnough: { _ in ContinuousClock.now >= end }, block: { block })
        }
      let took = ContinuousClock.now - started
      guard counts.isWhole, counts.failures == 0, counts.successes > 0 else {
        throw CommandFailure("\(counts.failures) requests failed; the figures mean nothing")
      }
      return RequestFigures.Run(
        count: counts.successes, bytes: counts.bytes, microseconds: microseconds(took),
        latencyP50: counts.latency(percent: 50), latencyP99: counts.latency(percent: 99),
        serverSeconds: process.processorSeconds - computed)
    }
  }
}
