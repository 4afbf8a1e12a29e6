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
    discussion: """
      The same seed, start and options give the same events: calls in and out, shifts, cases, \
      campaigns, procedures, knowledge, reviews, skills, consents, security. People, numbers and \
      words are invented.
      """)

  @OptionGroup var target: TargetOptions
  @Option(help: ArgumentHelp("Repeats the run.", valueName: "N")) var seed: UInt64 = 1
  @Option(help: ArgumentHelp("Calls an hour. Range 1…100000.", valueName: "N")) var rate: Int = 200
  @Option(help: ArgumentHelp("Agents. Range 1…10000.", valueName: "N")) var agents: Int = 20
  @Option(
    help: ArgumentHelp(
      "How many events at most. Range 1…100000000. Default: 100000, or all of --for.",
      valueName: "N"))
  var events: Int?
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "How long, by the simulation's clock: such as 90m, 24h or 7d, up to 3660d.",
      valueName: "DURATION"))
  var duration: String?
  @Option(
    help: ArgumentHelp(
      "How calls are spread over the day: flat, or office (few by night, most before noon).",
      valueName: "WORD"))
  var profile: Profile = .flat
  @Option(
    help: ArgumentHelp(
      "When it begins, in seconds since 1970. Range 0…4000000000.", valueName: "SECONDS"))
  var start: Int64 = 1_767_225_600

  enum Profile: String, ExpressibleByArgument, CaseIterable {
    case flat, office
  }

  func validate() throws {
    guard (1...100_000).contains(rate), (1...10_000).contains(agents),
      (0...4_000_000_000).contains(start)
    else { throw ValidationError("--rate, --agents or --start is out of range: see --help") }
    _ = try limit()
  }

  func run() async throws {
    let limit = try limit()
    let simulator = Simulator(
      seed: seed, start: Timestamp(milliseconds: start * 1_000), settings: settings)
    guard try await target.server() == nil else {
      throw CommandFailure(
        "\(target.folder) is being served: simulate fills a folder nobody serves")
    }
    let installation = try LocalInstallation.openForWriting(target.folder)
    defer { installation.close() }
    let (done, refused) = try await fill(installation, simulator, limit)
    try await installation.catchUp()
    writeOut("\(done - refused) events, \(refused) refused, head \(installation.engine.log.head)\n")
  }

  /// Where to stop: after so many events, or before the first that happens at the end or later.
  private typealias Limit = (events: Int, end: Timestamp)

  private func fill(
    _ installation: LocalInstallation, _ start: Simulator, _ limit: Limit
  ) async throws -> (done: Int, refused: Int) {
    var simulator = start
    let sink = EngineImportSink(engine: installation.engine)
    let progress = Progress("simulating")
    var (done, refused, isOver) = (0, 0, false)
    while done < limit.events, !isOver {
      var batch: [SimulatedEvent] = []
      while batch.count < min(4_096, limit.events - done) {
        let event = simulator.next()
        isOver = event.time >= limit.end
        if isOver { break }
        batch.append(event)
      }
      refused += try await sink.append(batch)
      done += batch.count
      if duration == nil { progress.show(UInt64(done), of: UInt64(limit.events)) }
    }
    progress.finish()
    return (done, refused)
  }

  private var settings: SimulationSettings {
    var settings = SimulationSettings()
    settings.agents = agents
    settings.ratePerHour = Double(rate)
    settings.profile = profile == .office ? .officeDay : .flat
    return settings
  }

  private func limit() throws -> Limit {
    let all = duration == nil ? 100_000 : 100_000_000
    guard (1...100_000_000).contains(events ?? all) else {
      throw ValidationError("--events is out of range: see --help")
    }
    guard let duration else { return (events ?? all, Timestamp(milliseconds: .max)) }
    let minutes: [Character: Int64] = ["m": 1, "h": 60, "d": 1_440]
    guard let unit = duration.last.flatMap({ minutes[$0] }),
      let count = Int64(duration.dropLast()), (1...3_660 * 1_440 / unit).contains(count)
    else { throw ValidationError("--for is \(duration): use such as 90m, 24h or 7d, up to 3660d") }
    let end = start * 1_000 + count * unit * 60_000
    return (events ?? all, Timestamp(milliseconds: end))
  }
}
