internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import EventLog
internal import Foundation
internal import Simulation
internal import SwitchboardClient

/// `switchboard simulate`: repeatable traffic into a folder, as fast as it goes.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Fill a folder with repeatable simulated traffic.",
    discussion: "The same seed, start and options give the same events.")

  @OptionGroup var target: TargetOptions
  @Option(help: ArgumentHelp("Repeats the run.", valueName: "N")) var seed: UInt64 = 1
  @Option(help: ArgumentHelp("Calls an hour. Range 1…100000.", valueName: "N")) var rate: Int = 200
  @Option(help: ArgumentHelp("Agents. Range 1…10000.", valueName: "N")) var agents: Int = 20
  @Option(help: ArgumentHelp("How many events. Range 1…100000000.", valueName: "N"))
  var events: Int = 100_000
  @Option(
    help: ArgumentHelp("When it begins, in seconds since 1970.", valueName: "SECONDS"))
  var start: Int64 = 1_767_225_600

  func run() async throws {
    guard (1...100_000).contains(rate), (1...10_000).contains(agents),
      (1...100_000_000).contains(events)
    else { throw CommandFailure("--rate, --agents or --events is out of range: see --help") }
    guard try await target.server() == nil else {
      throw CommandFailure(
        "\(target.folder) is being served: simulate fills a folder nobody serves")
    }
    let installation = try LocalInstallation.openForWriting(target.folder)
    defer { installation.close() }
    var settings = SimulationSettings()
    settings.agents = agents
    settings.ratePerHour = Double(rate)
    var simulator = Simulator(
      seed: seed, start: Timestamp(milliseconds: start * 1_000), settings: settings)
    let sink = EngineImportSink(engine: installation.engine)
    let progress = Progress("simulating")
    var done = 0
    var refused = 0
    while done < events {
      let count = min(4_096, events - done)
      refused += try await sink.append((0..<count).map { _ in simulator.next() })
      done += count
      progress.show(UInt64(done), of: UInt64(events))
    }
    progress.finish()
    try await installation.catchUp()
    writeOut("\(done - refused) events, \(refused) refused, head \(installation.engine.log.head)\n")
  }
}
