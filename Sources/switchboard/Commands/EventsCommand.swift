internal import ArgumentParser
internal import Engine
internal import EventCodec
internal import EventLog
internal import Foundation
internal import NIOCore

/// `switchboard events`: the log as NDJSON, one CloudEvent a line.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print the log's events, one JSON object a line.")

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
  @Flag(help: "Go on with new events until interrupted. Needs a server.") var follow = false

  func validate() throws {
    guard from == nil || consumer == nil else {
      throw ValidationError("--from and --consumer both say where to start")
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

  private func replay(from server: ServerConnection) async throws {
    var query: [String] = []
    if let from { query.append("from=\(percentEncoded(from))") }
    if let consumer { query.append("consumer=\(percentEncoded(consumer))") }
    if let limit { query.append("limit=\(limit)") }
    if follow { query.append("follow=true") }
    for (name, values) in [("type", type), ("stream", stream), ("queue", queue), ("agent", agent)] {
      query += values.map { "\(name)=\(percentEncoded($0))" }
    }
    let path = "/v1/events" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    var refusal: [UInt8] = []
    let response = try await server.send(.get, path, accept: "application/x-ndjson") {
      response, piece in
      if response.status == 200 {
        writeOut(Array(piece.readableBytesView))
      } else {
        refusal.append(contentsOf: piece.readableBytesView)
      }
    }
    try requireSuccess((response.status, refusal))
  }

  private func printEvents(of engine: Engine) throws {
    let filter = EventFilter(types: type, streams: stream, queues: queue, agents: agent)
    var position = try start(engine)
    var left = limit ?? Int.max
    while left > 0 {
      let scan = try engine.reader.scan(
        after: position, through: engine.log.head, filter: filter, countMax: min(left, 1_000))
      var bytes: [UInt8] = []
      for event in scan.events {
        engine.codec.cloudEvent(of: event, into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
      writeOut(bytes)
      left -= scan.events.count
      position = scan.scanned
      if scan.reachedEnd { return }
    }
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
    if let position = UInt64(from) { return position }
    guard let cursor = Cursor(from) else {
      throw CommandFailure("--from \(from) is neither a position nor a cursor")
    }
    guard cursor.epoch == log.epoch else {
      throw CommandFailure("--from is a cursor of another log: this one's epoch is \(log.epoch)")
    }
    return cursor.position
  }
}
