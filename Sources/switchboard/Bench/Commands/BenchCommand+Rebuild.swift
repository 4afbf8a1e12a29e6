internal import ArgumentParser
internal import Engine
internal import EventLog
internal import LMDBStorage

extension BenchCommand {
  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "All views, folded from the first event on one thread.",
      discussion: """
        Without --data a folder is filled with simulated traffic. The views of a folder that is \
        named are removed and folded again.
        """)

    @Option(help: "A folder with a log, such as one that `simulate` filled.") var data: String?
    @Flag(help: "Also each view by itself, which decodes the log once a view.") var each = false
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      if let data { return try await rebuild(data) }
      try await withBenchFolder(nil) { folder in
        try await BenchLog.fill(folder, events: 200_000)
        try await rebuild(folder)
      }
    }

    private func rebuild(_ folder: String) async throws {
      let installation = try LocalInstallation.openLogForWriting(folder)
      defer { installation.close() }
      let projections = installation.engine.projections
      let names = projections.list().map(\.name)
      for name in names { try installation.storage.views.remove(view: name) }
      let head = installation.engine.log.head
      var lines = [
        try await Self.measure("all", events: head) { try await installation.catchUp() }
      ]
      for name in each ? names : [] {
        let progress = Progress("rebuilding \(name)")
        lines.append(
          try await Self.measure(name, events: head) {
            _ = try await projections.rebuild(name) { progress.show($0, of: $1) }
          })
        progress.finish()
      }
      try RebuildFigures(events: Int(head), views: lines).show(format)
    }

    private static func measure(
      _ name: String, events: UInt64, _ work: () async throws -> Void
    ) async throws -> RebuildFigures.Line {
      let computed = ChildProcess.processorSeconds(of: "self")
      let started = ContinuousClock.now
      try await work()
      let took = microseconds(.now - started)
      let seconds = ChildProcess.processorSeconds(of: "self") - computed
      return RebuildFigures.Line(
        view: name, eventsPerSecond: Int(events) * 1_000_000 / max(1, took),
        eventsPerProcessorSecond: Int(Double(events) / max(0.01, seconds)))
    }
  }
}

/// What a rebuild bench found.
struct RebuildFigures: Codable {
  struct Line: Codable {
    var view: String
    var eventsPerSecond: Int
    /// Of the time that this process computed: what one core does, however busy the machine is.
    /// (The threads that fold give way to all others.)
    var eventsPerProcessorSecond: Int
  }

  var events: Int
  var views: [Line]

  func show(_ format: OutputFormat) throws {
    guard format == .table else { return try writeJSON(self) }
    var table = TextTable(["\(events) events, folded into", "events/s", "events/s of one core"])
    for line in views {
      table.add([line.view, "\(line.eventsPerSecond)", "\(line.eventsPerProcessorSecond)"])
    }
    writeOut(table.text)
  }
}
