internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard consumers …`: where services that replay have come to.
struct ConsumersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consumers", abstract: "Named checkpoints of services that replay.",
    subcommands: [List.self, SetPlace.self, Remove.self])

  /// The owner of the folder handles everybody's consumers.
  fileprivate static let caller = ConsumerCaller(name: "control", isOperator: true)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List them with the events that each has left.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let lines: ConsumerLines
      if let server = try await target.server() {
        let answer = try await server.collect(.get, "/v1/consumers")
        try requireSuccess(answer)
        lines = try JSONDecoder().decode(ConsumerLines.self, from: Data(answer.body))
      } else {
        let installation = try await LocalInstallation.openForReading(target.folder)
        defer { installation.close() }
        lines = ConsumerLines(installation.engine)
      }
      guard format == .table else { return try writeJSON(lines) }
      var table = TextTable(["name", "owner", "cursor", "lag", "set"])
      for line in lines.consumers {
        let lag = line.lagEvents.map(String.init) ?? "other log"
        table.add([line.name, line.owner, line.cursor, lag, line.setAt])
      }
      writeOut(table.text)
    }
  }

  struct SetPlace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Make a consumer, or move it.")

    @OptionGroup var target: TargetOptions
    @Argument(help: "The consumer's name.") var name: String
    @Argument(help: "The cursor or position up to which all is done.") var cursor: String
    @Flag(help: "Let the consumer go back.") var rewind = false

    func validate() throws {
      try NameCheck.check(name, of: "the consumer's name")
    }

    func run() async throws {
      if let server = try await target.server() {
        struct Body: Encodable {
          var cursor: String
          var rewind: Bool
        }
        let body = Array(try JSONEncoder().encode(Body(cursor: cursor, rewind: rewind)))
        let path = "/v1/consumers/" + percentEncoded(name)
        return try requireSuccess(try await server.collect(.put, path, body: body))
      }
      let installation = try LocalInstallation.openForWriting(target.folder)
      defer { installation.close() }
      var move = ConsumerMove(
        name: name, cursor: try place(in: installation.engine.log), caller: ConsumersCommand.caller,
        at: wallClock())
      move.rewinds = rewind
      do throws(ConsumerRefusal) {
        _ = try await installation.engine.consumers.set(move)
      } catch .wouldGoBack(let standing) {
        throw CommandFailure("\(name) stands at \(standing): add --rewind to go back")
      }
    }

    private func place(in log: any EventLog) throws -> Cursor {
      guard let position = Cursor(cursor)?.position ?? UInt64(cursor) else {
        throw CommandFailure("\(cursor) is neither a position nor a cursor")
      }
      guard Cursor(cursor)?.epoch ?? log.epoch == log.epoch, position <= log.head else {
        throw CommandFailure(
          "\(cursor) is not in this log: its epoch is \(log.epoch), its head \(log.head)")
      }
      return Cursor(epoch: log.epoch, position: position)
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forget a consumer.")

    @OptionGroup var target: TargetOptions
    @Argument(help: "The consumer's name.") var name: String

    func run() async throws {
      if let server = try await target.server() {
        let path = "/v1/consumers/" + percentEncoded(name)
        return try requireSuccess(try await server.collect(.delete, path))
      }
      let installation = try LocalInstallation.openLogForWriting(target.folder)
      defer { installation.close() }
      guard try await installation.engine.consumers.remove(name, by: ConsumersCommand.caller) else {
        throw CommandFailure("there is no consumer \(name)")
      }
    }
  }
}

private struct ConsumerLines: Codable {
  var head: UInt64
  var consumers: [ConsumerLine]

  init(_ engine: Engine) {
    let log = engine.log
    head = log.head
    consumers = engine.consumers.list().map { ConsumerLine($0, log) }
  }
}

private struct ConsumerLine: Codable {
  var name: String
  var owner: String
  var cursor: String
  /// Nil where the consumer stands in another life of the log.
  var lagEvents: UInt64?
  var version: UInt64
  var setAt: String

  init(_ consumer: Consumer, _ log: any EventLog) {
    name = consumer.name
    owner = consumer.owner
    cursor = consumer.cursor.description
    if consumer.cursor.epoch == log.epoch {
      lagEvents = log.head - min(log.head, consumer.cursor.position)
    }
    version = consumer.version
    setAt = Date(timeIntervalSince1970: Double(consumer.setAt) / 1_000).formatted(.iso8601)
  }
}
