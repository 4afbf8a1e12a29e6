internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation

/// `switchboard bench append|replay`: figures of this machine.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure this machine, with its disk's sync time beside.",
    subcommands: [Append.self, Replay.self])

  struct Append: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Durable appends over HTTP/2: decode, decide, chain, sync, index, fold.",
      discussion: """
        Every lane (a stream of a connection) tells calls as a switch does, an event a request, \
        and sends the next when the last is answered. Server and client share this machine.
        """)

    @Option(help: "A folder for the bench's data; a temporary one is used and removed if missing.")
    var data: String?
    @Option(help: "Connections. Range 1…1000.") var connections = 10
    @Option(help: "Streams of each connection. Range 1…1000.") var streams = 100
    @Option(help: "Events. Range 1…100000000.") var events = 400_000
    @Flag(help: "Give every call a personal field, which is sealed under a key of its own.")
    var personal = false
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      guard (1...1_000).contains(connections), (1...1_000).contains(streams),
        (1...100_000_000).contains(events)
      else { throw CommandFailure("--connections, --streams or --events is out of range") }
      try await withBenchFolder(data) { folder in
        let disk = try DiskSync.measure(inFolder: folder)
        let bench = try await BenchServer.start(folder: folder)
        let follower = Task { await bench.installation.engine.projections.follow() }
        defer { follower.cancel() }
        let block = HTTP2Frames.headerBlock(
          bench.fields("POST", "/v1/events") + [("content-type", "application/cloudevents+json")])
        let (share, lanes, isPersonal) = (events / connections, streams, personal)
        let started = ContinuousClock.now
        let counts = try await bench.run(connections: connections, lanes: streams) {
          connection, tally in
          AppendPlan(
            headerBlock: block, connection: connection, lanes: lanes, events: share,
            isPersonal: isPersonal, tally: tally)
        }
        let took = ContinuousClock.now - started
        let statistics = bench.installation.engine.log.statistics
        await bench.viewsCaughtUp()
        let lag = ContinuousClock.now - started - took
        try await bench.stop()
        guard counts.isWhole, counts.failures == 0 else {
          throw CommandFailure("\(counts.failures) appends failed; the figures mean nothing")
        }
        try AppendFigures(
          counts, statistics, disk, times: .init(run: took, viewsLag: lag),
          connections: connections, streams: streams
        ).show(format)
      }
    }
  }

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The whole log as NDJSON over one HTTP/2 stream.")

    @Option(help: "A folder with a log, such as one that `simulate` filled.") var data: String
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let disk = try DiskSync.measure(inFolder: data)
      let bench = try await BenchServer.start(folder: data)
      let block = HTTP2Frames.headerBlock(
        bench.fields("GET", "/v1/events") + [("accept", "application/x-ndjson")])
      let started = ContinuousClock.now
      let counts = try await bench.run(connections: 1, lanes: 1) { _, tally in
        ReplayPlan(headerBlock: block, tally: tally)
      }
      let took = ContinuousClock.now - started
      let head = bench.installation.engine.log.head
      try await bench.stop()
      guard counts.isWhole, counts.lines == Int(head) else {
        throw CommandFailure("\(counts.lines) of \(head) events arrived; the figures mean nothing")
      }
      try ReplayFigures(counts, disk, took: took).show(format)
    }
  }
}

/// Lends a folder; a temporary one is removed again.
private func withBenchFolder(
  _ given: String?, _ body: (String) async throws -> Void
) async throws {
  if let given {
    try FileManager.default.createDirectory(atPath: given, withIntermediateDirectories: true)
    return try await body(given)
  }
  let process = ProcessInfo.processInfo.processIdentifier
  let folder = FileManager.default.currentDirectoryPath + "/.bench-\(process)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  // What cannot be removed is left for the person who sees it.
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}
