internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard quarantine list|readmit|dismiss`: what sources reported and the log could not hold.
struct QuarantineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List, let in and put aside what contradicted the state.",
    discussion: """
      A source's event that contradicts what is known is set aside, never dropped. Letting it in \
      decides on it again: it is accepted with its source and time, or stays. A line that could \
      not be read as an event can only be dismissed. A decision is made once.
      """,
    subcommands: [List.self, Readmit.self, Dismiss.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What is in quarantine, and why.")

    @OptionGroup var target: TargetOptions
    @Option(
      help: ArgumentHelp(
        "waiting, readmitted, dismissed or all. Default: waiting.", valueName: "STATE"))
    var state: String = "waiting"
    @Option(help: ArgumentHelp("Only what this source reported.", valueName: "SOURCE"))
    var source: String?
    @Option(help: ArgumentHelp("Only after this position. Default: 0.", valueName: "POSITION"))
    var after: UInt64 = 0
    @Option(help: ArgumentHelp("At most so many, 1…10000. Default: 1000.", valueName: "N"))
    var limit: Int = 1_000
    @Flag(
      help: "With the source's own words, by a server: personal data, and the look is recorded.")
    var raw = false
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      guard status != nil || state == "all" else {
        throw ValidationError("there is no state \(state): waiting, readmitted, dismissed or all")
      }
      guard (1...10_000).contains(limit) else {
        throw ValidationError("--limit must be from 1 to 10000")
      }
    }

    private var status: QuarantinedEvent.Status? { QuarantinedEvent.Status(rawValue: state) }

    func run() async throws {
      let lines: QuarantineLines
      if let server = try await target.server() {
        lines = try await ask(server)
      } else {
        guard !raw else {
          throw CommandFailure("--raw needs a running server, which records who looked")
        }
        let installation = try await LocalInstallation.openForReading(target.folder)
        defer { installation.close() }
        let filter = QuarantineFilter(status: status, source: source, after: after, limit: limit)
        lines = QuarantineLines(
          quarantine: try installation.engine.quarantine.list(filter).map(QuarantineLine.init))
      }
      guard format == .table else { return try writeJSON(lines) }
      writeOut(lines.table)
    }

    private func ask(_ server: SwitchboardClient) async throws -> QuarantineLines {
      var path = "/v1/quarantine?state=\(state)&after=\(after)&limit=\(limit)&raw=\(raw)"
      if let source { path += "&source=" + percentEncoded(source) }
      let answer = try await server.collect(.get, path)
      try requireSuccess(answer)
      return try JSONDecoder().decode(QuarantineLines.self, from: Data(answer.body))
    }
  }

  struct Readmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decide on an event again: it is let in, or stays.")

    @OptionGroup var decision: DecisionOptions

    func run() async throws {
      try await decision.run("readmit") { desk, position, reason, actor in
        await desk.readmit(position, because: reason, by: actor)
      }
    }
  }

  struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put an event aside for good.")

    @OptionGroup var decision: DecisionOptions

    func run() async throws {
      try await decision.run("dismiss") { desk, position, reason, actor in
        await desk.dismiss(position, because: reason, by: actor)
      }
    }
  }
}

/// What a decision on a quarantined event takes.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var target: TargetOptions
  @Argument(help: "The position of the quarantined event.") var position: UInt64
  @Option(help: ArgumentHelp("Why, 1…128 bytes.", valueName: "TEXT")) var reason: String

  func validate() throws {
    try NameCheck.check(reason, of: "--reason")
  }

  typealias Decide = (QuarantineDesk, UInt64, Code, Actor) async -> QuarantineOutcome

  /// Decides through the server of the folder or address, or in the folder itself.
  func run(_ verb: String, _ decide: Decide) async throws {
    if let server = try await target.server() {
      let body = Array(try JSONEncoder().encode(["reason": reason]))
      let path = "/v1/quarantine/\(position)/\(verb)"
      let answer = try await server.collect(.post, path, body: body)
      try requireSuccess(answer)
      return writeOut(answer.body + [UInt8(ascii: "\n")])
    }
    let installation = try LocalInstallation.openLogForWriting(target.folder)
    defer { installation.close() }
    try await installation.catchUp()
    let outcome = await decide(
      installation.engine.quarantine, position, Code(reason), Actor(kind: .operator))
    try show(outcome)
  }

  private func show(_ outcome: QuarantineOutcome) throws {
    switch outcome {
    case .settled(let receipt): writeOut("positions \(receipt.first) to \(receipt.last)\n")
    case .unknown: throw CommandFailure("no quarantined event has the position \(position)")
    case .alreadySettled(let status):
      throw CommandFailure("it has been \(status.rawValue) before: a decision is made once")
    case .noEvent(let why): throw CommandFailure("it can only be dismissed: \(why)")
    case .rejected(let rejection):
      throw CommandFailure("it stays in quarantine. \(rejection.detail)")
    case .failed(let failure): throw CommandFailure("not decided: \(failure)")
    case .keysUnavailable(let why): throw CommandFailure("not decided: \(why)")
    }
  }
}
