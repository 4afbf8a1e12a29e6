internal import ArgumentParser
internal import Foundation

extension BenchCommand {
  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The whole log as NDJSON over one HTTP/2 stream.",
      discussion: """
        nghttpd serves a file of the same bytes, to the same client, in turn. Without --data a \
        folder is filled with simulated traffic.
        """)

    @Option(help: "A folder with a log, such as one that `simulate` filled.") var data: String?
    @Option(help: "Runs of each; medians are shown. Range 1…99.") var runs = 3
    @Option(
      parsing: .upToNextOption, help: ArgumentHelp("Peers: nghttpd.", valueName: "PEER"))
    var against: [Peer] = []
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      guard (1...99).contains(runs) else {
        throw ValidationError("--runs is \(runs); allowed is 1...99")
      }
    }

    func run() async throws {
      let peers = try Peer.installed(of: against, usable: [.nghttpd])
      if let data { try LocalInstallation.requireLog(in: data) }
      try await withBenchFolder(nil) { folder in
        let data = data ?? folder + "/data"
        if self.data == nil { try await BenchLog.fill(data, events: 200_000) }
        let served = try await ServedFolder.start(data)
        let own = HTTP2Frames.headerBlock(
          served.fields("GET", "/v1/events?to=\(served.head)")
            + [("accept", "application/x-ndjson")])
        let (copy, head) = (folder + "/replay", Int(served.head))
        _ = try await measure(own, (served.process, served.port), lines: head, copy: copy)
        var measured = [[RequestFigures.Run]](repeating: [], count: peers.count + 1)
        for run in 0..<runs {
          measured[0].append(
            try await measure(own, (served.process, served.port), lines: head))
          for (index, peer) in peers.enumerated() {
            let running = try await peer.start(inFolder: "\(folder)/\(run)", files: folder)
            let block = HTTP2Frames.headerBlock([
              (":method", "GET"), (":scheme", "http"), (":path", "/replay"),
              (":authority", "127.0.0.1:\(running.port)"),
            ])
            measured[index + 1].append(
              try await measure(block, (running.process, running.port), lines: head))
            await running.process.stop()
          }
        }
        await served.stop()
        let names = ["switchboard"] + peers.map(\.rawValue)
        try RequestFigures.show(
          RequestFigures.compared(Array(zip(names, measured)).map { ($0, $1) }), "events", format)
      }
    }

    private func measure(
      _ block: [UInt8], _ target: (process: ChildProcess, port: Int), lines: Int,
      copy path: String? = nil
    ) async throws -> RequestFigures.Run {
      if let path { try Data().write(to: URL(filePath: path)) }
      let computed = target.process.processorSeconds
      let started = ContinuousClock.now
      let counts = try await LoadRun(port: target.port, connections: 1, lanes: 1)
        .overHTTP2 { _, tally in
          ReplayPlan(
            headerBlock: block, tally: tally,
            copy: path.flatMap { FileHandle(forWritingAtPath: $0) })
        }
      let took = ContinuousClock.now - started
      guard counts.isWhole, counts.lines == lines else {
        throw CommandFailure("\(counts.lines) of \(lines) events came; the figures mean nothing")
      }
      return RequestFigures.Run(
        count: counts.lines, bytes: counts.bytes, microseconds: microseconds(took),
        serverSeconds: target.process.processorSeconds - computed)
    }
  }
}
