internal import ContactCenter
internal import Engine
internal import Simulation

/// A log for benches that read.
enum BenchLog {
  /// Fills a folder with simulated traffic, and has its views folded.
  static func fill(_ folder: String, events: Int) async throws {
    let installation = try LocalInstallation.openForWriting(folder)
    defer { installation.close() }
    var settings = SimulationSettings()
    settings.ratePerHour = 2_000
    settings.agents = 200
    var simulator = Simulator(
      seed: 1, start: Timestamp(milliseconds: 1_767_225_600_000), settings: settings)
    let sink = EngineImportSink(engine: installation.engine)
    let progress = Progress("simulating")
    var done = 0
    while done < events {
      let count = min(8_192, events - done)
      _ = try await sink.append((0..<count).map { _ in simulator.next() })
      done += count
      progress.show(UInt64(done), of: UInt64(events))
    }
    progress.finish()
    try await installation.catchUp()
  }
}
