internal import ArgumentParser
internal import Engine
internal import EventCodec
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard events`: the log as CloudEvents, one a line or in one array.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print the log's events as CloudEvents.")

  @OptionGroup var target: TargetOptions
  @Option(help: ArgumentHelp("Start after this cursor or position.", valueName: "CURSOR"))
  var from: String?
  @Option(
    help: ArgumentHelp(
      "Go on from where this consumer stands, without moving it.", valueName: "NAME"))
  var consumer: String?
  @Option(help: ArgumentHelp("Only this type, or call.* (repeatable).", valueName: "TYPE"))
  var type: [String] = []
  @Option(
    help: ArgumentHelp("Only this stream, such as call/17 (repeatable).", valueName: "STREAM"))
  var stream: [String] = []
  @Option(help: ArgumentHelp("Only this queue (repeatable).", valueName: "QUEUE"))
  var queue: [String] = []
  @Option(help: ArgumentHelp("Only this agent (repeatable).", valueName: "AGENT"))
  var agent: [String] = []
  @Option(help: ArgumentHelp("At most so many events.", valueName: "N")) var limit: Int?
  @Flag(
    help: """
      Go on with new events until interrupted; a lost connection is made again, without a gap. \
      Needs a server.
      """)
  var follow = false
  @Option(help: "One event a line, or one JSON array of all.") var format: EventFormat = .ndjson

  func validate() throws {
    guard from == nil || consumer == nil else {
      throw ValidationError("--from and --consumer both say where to start")
    }
    guard !follow || format == .ndjson else {
      throw ValidationError("--follow has no end, and an array needs one: --format ndjson")
    }
  }

  func run() async throws {
    if let server = try await target.server() { return try await replay(from: server) }
    guard !follow else {
      throw CommandFailure("nobody serves \(target.folder): --follow needs a running server")
    }
    let installation = try await LocalInstallation.openForReading(target.folder)
    defer { installation.close() }
    try printEvents(of: installation.engine)
  }

  /// Lost connections are told on standard error, and made again.
  private func replay(from server: SwitchboardClient) async throws {
    let selection = EventSelection(
      types: type, streams: stream, queues: queue, agents: agent, limit: limit)
    var lines = EventLines(format)
    // What came before a failure is printed too.
    defer { lines.flush() }
    for try await signal in server.events(from: place, filter: selection, follow: follow).marked {
      switch signal {
      case .event(let event): lines.add(event.json.bytes)
      case .fellBehind: lines.isLive = false
      case .caughtUp:
        lines.isLive = true
        lines.flush()
      case .checkpoint, .heartbeat: lines.flush()
      case .connected: break
      case .disconnected(let interruption):
        lines.flush()
        writeError("\(interruption)")
      }
    }
    lines.end()
  }

  private var place: EventStart {
    if let consumer { return .consumer(consumer) }
    guard let from else { return .beginning }
    return UInt64(from).map { .position($0) } ?? .cursor(from)
  }

  private func printEvents(of engine: Engine) throws {
    let filter = EventFilter(types: type, streams: stream, queues: queue, agents: agent)
    var position = try start(engine)
    var left = limit ?? Int.max
    var lines = EventLines(format)
    defer { lines.flush() }
    while left > 0 {
      let scan = try engine.reader.scan(
        after: position, through: engine.log.head, filter: filter, countMax: min(left, 1_000))
      for event in scan.events {
        lines.add { engine.codec.cloudEvent(of: event, into: &$0) }
      }
      left -= scan.events.count
      position = scan.scanned
      if scan.reachedEnd { break }
    }
    lines.end()
  }

  private func start(_ engine: Engine) throws -> UInt64 {
    let log = engine.log
    if let consumer {
      guard let known = engine.consumers.consumer(named: consumer) else {
        throw CommandFailure("there is no consumer \(consumer)")
      }
      guard known.cursor.epoch == log.epoch else {
        throw CommandFailure("\(consumer) stands in another log: this one's epoch is \(log.epoch)")
      }
      return known.cursor.position
    }
    guard let from else { return 0 }
    let cursor = Cursor(from)
    guard let position = cursor?.position ?? UInt64(from) else {
      throw CommandFailure("--from \(from) is neither a position nor a cursor")
    }
    guard cursor?.epoch ?? log.epoch == log.epoch else {
      throw CommandFailure("--from is a cursor of another log: this one's epoch is \(log.epoch)")
    }
    guard position <= log.head else {
      throw CommandFailure("--from \(from) is beyond the head of the log, which is \(log.head)")
    }
    return position
  }
}
