internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard append TYPE --stream S --json JSON`: one event, for people.
struct AppendCommandLine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append", abstract: "Append one event.")

  @Argument(help: "The type, such as call.received.") var type: String
  @Option(help: ArgumentHelp("The stream, such as call/17.", valueName: "STREAM"))
  var stream: String
  @Option(name: .customLong("json"), help: ArgumentHelp("The event's data.", valueName: "JSON"))
  var json: String = "{}"
  @OptionGroup var target: TargetOptions

  func run() async throws {
    let body = try event()
    if let server = try await target.server() {
      let answer = try await server.collect(.post, "/v1/events", body: body)
      try requireSuccess(answer)
      return writeOut(answer.body + [UInt8(ascii: "\n")])
    }
    let installation = try LocalInstallation.openForWriting(target.folder)
    defer { installation.close() }
    try await installation.catchUp()
    let events: [IncomingEvent]
    do {
      events = try installation.engine.codec.decode(body, as: .plain)
    } catch {
      throw CommandFailure(String(decoding: error.json, as: UTF8.self))
    }
    try show(
      await installation.engine.commands.submit(
        AppendCommand(events: events, kind: .command, actor: Actor(kind: .operator))))
  }

  private func show(_ outcome: CommandOutcome) throws {
    switch outcome {
    case .appended(let receipt):
      writeOut("position \(receipt.last), version \(receipt.version)\n")
    case .quarantined(let position): writeOut("quarantined at position \(position)\n")
    case .rejected(let rejection, _):
      throw CommandFailure(
        rejection.detail + " Allowed now: " + rejection.allowed.joined(separator: ", "))
    case .failed(let failure): throw CommandFailure("not appended: \(failure)")
    case .keysUnavailable(let why): throw CommandFailure("not appended: \(why)")
    }
  }

  private func event() throws -> [UInt8] {
    guard let data = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    else { throw CommandFailure("--json must be a JSON object, such as '{\"queue\":\"sales\"}'") }
    let object: [String: Any] = ["type": type, "stream": stream, "data": data]
    return Array(try JSONSerialization.data(withJSONObject: object))
  }
}
