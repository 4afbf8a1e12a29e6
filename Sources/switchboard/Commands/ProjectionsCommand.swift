internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard projections list|rebuild|verify`: the views as folds of the log.
struct ProjectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projections", abstract: "List, rebuild and verify the views.",
    subcommands: [List.self, Rebuild.self, Verify.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How each view stands.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      if let server = try await target.server() {
        let answer = try await server.collect(.get, "/v1/projections")
        try requireSuccess(answer)
        let list = try JSONDecoder().decode(ProjectionLines.self, from: Data(answer.body))
        return try show(list)
      }
      let installation = try await LocalInstallation.openForReading(target.folder)
      defer { installation.close() }
      let statuses = installation.engine.projections.list()
      try show(
        ProjectionLines(
          head: installation.engine.log.head, projections: statuses.map(ProjectionLine.init)))
    }

    private func show(_ list: ProjectionLines) throws {
      guard format == .table else { return try writeJSON(list) }
      var table = TextTable(["view", "position", "behind", "fold", "state"])
      for line in list.projections {
        table.add([
          line.name, String(line.position), String(line.lagEvents), String(line.foldVersion),
          line.failure ?? "ok",
        ])
      }
      writeOut(table.text)
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fold a view anew beside the old one, then put it in its place in one step.")

    @OptionGroup var target: TargetOptions
    @Argument(help: "The view, or all.") var name: String = "all"
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      if let server = try await target.server() {
        let path = "/v1/projections/\(percentEncoded(name))/rebuild"
        let answer = try await server.collect(.post, path)
        try requireSuccess(answer)
        return try showRebuilt(
          try JSONDecoder().decode(RebuiltLines.self, from: Data(answer.body)).rebuilt, format)
      }
      let installation = try LocalInstallation.openLogForWriting(target.folder)
      defer { installation.close() }
      try await installation.catchUp()
      let projections = installation.engine.projections
      let known = projections.list().map(\.name)
      guard name == "all" || known.contains(name) else {
        throw CommandFailure(
          "there is no projection \(name): all, or \(known.joined(separator: ", "))")
      }
      let names = name == "all" ? known : [name]
      var lines: [RebuiltLine] = []
      for name in names {
        let progress = Progress("rebuilding \(name)")
        let started = ContinuousClock.now
        let result = try await projections.rebuild(name) { progress.show($0, of: $1) }
        progress.finish()
        lines.append(
          RebuiltLine(result, events: installation.engine.log.head, took: .now - started))
      }
      try showRebuilt(lines, format)
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fold every view anew and compare it row by row with the stored one.",
      discussion: "Exit code 2 when a row differs.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let lines: [RebuiltLine]
      if let server = try await target.server() {
        let answer = try await server.collect(.post, "/v1/projections/verify")
        try requireSuccess(answer)
        lines = try JSONDecoder().decode(RebuiltLines.self, from: Data(answer.body)).rebuilt
      } else {
        let installation = try LocalInstallation.openLogForWriting(target.folder)
        defer { installation.close() }
        try await installation.catchUp()
        let projections = installation.engine.projections
        var found: [RebuiltLine] = []
        for status in projections.list() {
          let progress = Progress("verifying \(status.name)")
          let started = ContinuousClock.now
          let result = try await projections.verify(status.name) { progress.show($0, of: $1) }
          progress.finish()
          found.append(
            RebuiltLine(result, events: installation.engine.log.head, took: .now - started))
        }
        lines = found
      }
      try showRebuilt(lines, format)
      if lines.contains(where: { $0.differingRows > 0 }) { throw ExitCode(2) }
    }
  }
}

private func showRebuilt(_ lines: [RebuiltLine], _ format: OutputFormat) throws {
  guard format == .table else { return try writeJSON(RebuiltLines(rebuilt: lines)) }
  var table = TextTable(["view", "rows", "differing", "events/s", "first that differ"])
  for line in lines {
    table.add([
      line.name, String(line.rows), String(line.differingRows), String(line.eventsPerSecond),
      line.examples.joined(separator: " "),
    ])
  }
  writeOut(table.text)
}

private struct ProjectionLines: Codable {
  var head: UInt64
  var projections: [ProjectionLine]
}

private struct ProjectionLine: Codable {
  var name: String
  var position: UInt64
  var lagEvents: UInt64
  var foldVersion: UInt32
  var failure: String?

  init(_ status: ProjectionStatus) {
    name = status.name
    position = status.position
    lagEvents = status.lagEvents
    foldVersion = status.foldVersion
    failure = status.failure
  }
}

private struct RebuiltLines: Codable {
  var rebuilt: [RebuiltLine]
}

private struct RebuiltLine: Codable {
  var name: String
  var rows: Int
  var differingRows: Int
  var eventsPerSecond: Int
  var examples: [String]

  init(_ result: RebuildResult, events: UInt64, took: Duration) {
    name = result.name
    rows = result.rows
    differingRows = result.differingRows
    examples = result.examples
    let seconds =
      Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    eventsPerSecond = seconds > 0 ? Int(Double(events) / seconds) : 0
  }
}
