internal import ArgumentParser
internal import Engine
internal import EventLog
internal import LMDBStorage

extension BenchCommand {
  struct Growth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a large log costs against one a tenth of it.",
      discussion: """
        Events go through the ordinary writer, and the views follow. At a tenth and in the end the \
        folder is closed, served by a process of its own, and resumed from random old positions. \
        Ten million events take some minutes and about ten gigabytes.
        """)

    @Option(help: "A folder that is empty or missing; a temporary one is removed again.")
    var data: String?
    @Option(help: "Events. Range 20000…100000000.") var events = 10_000_000
    @Option(help: "Minutes after which no more events are added. Range 1…600.") var minutes = 30
    @Option(help: "table or json.") var format: OutputFormat = .table

    /// Events of a batch, which is decided while the next one is thought up.
    private static let batchEvents = 16_384

    func validate() throws {
      guard (20_000...100_000_000).contains(events), (1...600).contains(minutes) else {
        throw ValidationError("--events or --minutes is out of range: see --help")
      }
    }

    func run() async throws {
      let deadline = ContinuousClock.now + .seconds(60 * minutes)
      try await withBenchFolder(data) { folder in
        var stories = CallStories()
        var stages: [GrowthStage] = []
        for size in [events / 10, events] {
          stages.append(try await grow(folder, to: size, &stories, until: deadline))
        }
        try GrowthFigures(stages).show(format)
      }
    }

    private func grow(
      _ folder: String, to size: Int, _ stories: inout CallStories,
      until deadline: ContinuousClock.Instant
    ) async throws -> GrowthStage {
      let installation = try LocalInstallation.openForWriting(folder)
      try await installation.catchUp()
      let engine = installation.engine
      let follower = Task { await engine.projections.follow() }
      let rate = try await append(engine, to: size, &stories, until: deadline)
      let appended = ContinuousClock.now
      await engine.viewsCaughtUp()
      let caughtUp = ContinuousClock.now
      follower.cancel()
      await follower.value
      try installation.storage.close()
      var stage = GrowthStage(
        events: Int(engine.log.head), appendsPerSecond: rate,
        viewsLagMilliseconds: microseconds(caughtUp - appended) / 1_000,
        closeMilliseconds: microseconds(.now - caughtUp) / 1_000, startUpMilliseconds: 0,
        logBytesAnEvent: 0, foldBytesAnEvent: 0, resumeMicrosecondsP50: 0,
        resumeMicrosecondsP99: 0)
      try await stage.measure(servedFrom: folder)
      return stage
    }

    /// Appends until the log has a size.
    ///
    /// - Returns: the rate over the last twentieth of all events.
    private func append(
      _ engine: Engine, to size: Int, _ stories: inout CallStories,
      until deadline: ContinuousClock.Instant
    ) async throws -> Int {
      let sink = EngineImportSink(engine: engine)
      let progress = Progress("appending")
      var marks: [(head: Int, time: ContinuousClock.Instant)] = [(Int(engine.log.head), .now)]
      var batch = stories.take(Self.batchEvents)
      while Int(engine.log.head) < size, ContinuousClock.now < deadline {
        let current = batch
        async let refused = sink.append(current)
        let next = stories.take(Self.batchEvents)
        guard try await refused == 0 else { throw CommandFailure("an event was refused") }
        batch = next
        marks.append((Int(engine.log.head), .now))
        progress.show(engine.log.head, of: UInt64(size))
      }
      progress.finish()
      stories.giveBack(batch)
      guard let last = marks.last,
        let first = marks.last(where: { $0.head <= last.head - events / 20 }) ?? marks.first,
        first.head < last.head
      else { throw CommandFailure("too few events were appended in time to tell a rate") }
      return (last.head - first.head) * 1_000_000 / max(1, microseconds(last.time - first.time))
    }
  }
}
