internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Importers
internal import SwitchboardClient

/// `switchboard import asterisk-queue-log|calls`: other people's logs.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import another system's log.",
    discussion: """
      Importing twice adds nothing: an event's id is made of its line. Every line becomes events, \
      is ignored by a rule that the summary names, or lands in quarantine with its number and the \
      reason: lines = became events + ignored + quarantined. Into a folder that nobody serves an \
      import is fastest; a folder that is not there is made.
      """,
    subcommands: [AsteriskQueueLog.self, Calls.self])

  struct AsteriskQueueLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "asterisk-queue-log",
      abstract: "Import a queue_log of Asterisk, once or as it grows.")

    @Argument(help: "The file, or - for standard input.") var file: String
    @OptionGroup var target: TargetOptions
    @Option(
      help: ArgumentHelp(
        "The switch's name, 1…128 bytes: two switches may use the same call ids.",
        valueName: "NAME"))
    var source: String = AsteriskQueueLogImporter.defaultSource
    @Flag(help: "Go on with new lines until interrupted, across the log's rotation.")
    var follow = false
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      try NameCheck.check(source, of: "--source")
      guard !follow || file != "-" else {
        throw ValidationError("--follow needs a file, not standard input")
      }
    }

    func run() async throws {
      guard !follow else { return try await followed() }
      let input = try queueLog()
      try await withImportSink(target) { sink in
        let importer = try await begun(with: sink)
        try show(try await Self.importWhole(input, importer, &sink), format)
      }
    }

    private func followed() async throws {
      // A log that its switch has not begun yet is waited for.
      if FileManager.default.fileExists(atPath: file) { _ = try queueLog() }
      try await withImportSink(target) { sink in
        let importer = try await begun(with: sink)
        try show(try await Self.follow(file, importer, &sink), format)
      }
    }

    /// Opens the file, and looks at its first lines before anything is written.
    private func queueLog() throws -> InputFile {
      var input = try InputFile.ofText(file)
      let isQueueLog = try input.look { bytes, isWhole in
        // The last line of a log that grows may be half of one.
        isWhole && follow
          ? true : AsteriskQueueLogImporter.isQueueLog(beginningWith: bytes, isWhole: isWhole)
      }
      guard isQueueLog == true else {
        throw CommandFailure(
          "cannot import \(file): none of its first "
            + "\(AsteriskQueueLogImporter.sampleLinesMax) lines is one of Asterisk's queue_log, "
            + "TIME|CALL|QUEUE|AGENT|EVENT|…; a table of calls is for `import calls`")
      }
      return input
    }

    private func begun(with sink: any ImportSink) async throws -> AsteriskQueueLogImporter {
      var importer = AsteriskQueueLogImporter(source: source)
      importer.adopt(try await sink.work(ofSource: source))
      return importer
    }

    private static func importWhole(
      _ file: InputFile, _ start: AsteriskQueueLogImporter, _ sink: inout some ImportSink
    ) async throws -> ImportSummary {
      var input = file
      var importer = start
      let progress = Progress("importing")
      let size = input.byteCount
      var done: UInt64 = 0
      while case let chunk = try input.next(), !chunk.isEmpty {
        importer.read(chunk)
        try await importer.deliver(to: &sink)
        done += UInt64(chunk.count)
        if size > 0 { progress.show(done, of: size) }
      }
      importer.finish()
      try await importer.deliver(to: &sink)
      progress.finish()
      return importer.summary
    }

    /// Polls the file: a quiet log is looked at twice a second, and the lines of its newest second
    /// are let go when the next poll finds nothing.
    private static func follow(
      _ file: String, _ start: AsteriskQueueLogImporter, _ sink: inout some ImportSink
    ) async throws -> ImportSummary {
      var importer = start
      var follower = FileFollower(path: file)
      let interrupt = Interrupt()
      while !interrupt.isRequested {
        var isQuiet = true
        try follower.poll { piece in
          isQuiet = false
          switch piece {
          case .lines(let bytes): importer.read(bytes)
          case .rotated: importer.finish()
          }
        }
        if isQuiet { importer.flush() }
        try await importer.deliver(to: &sink)
        await interrupt.wait(milliseconds: 500)
      }
      importer.finish()
      try await importer.deliver(to: &sink)
      return importer.summary
    }
  }

  struct Calls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import a table of finished calls, CSV or TSV, by a mapping.")

    @Argument(help: "The file, or - for standard input.") var file: String
    @OptionGroup var target: TargetOptions
    @Option(
      help: ArgumentHelp(
        "What the columns mean; see deploy/mappings/generic.yaml.", valueName: "FILE"))
    var mapping: String
    @Option(
      help: ArgumentHelp("The log's name, 1…128 bytes. Default: the mapping's.", valueName: "NAME"))
    var source: String?
    @Option(help: "table or json.") var format: OutputFormat = .table

    func validate() throws {
      if let source { try NameCheck.check(source, of: "--source") }
    }

    func run() async throws {
      var (rules, table) = (try InputFile.ofText(mapping), try InputFile.ofText(file))
      let yaml = String(decoding: try rules.whole(), as: UTF8.self)
      let importer = CallTableImporter(mapping: try TableMapping(yaml: yaml), source: source)
      let bytes = try table.whole()
      try importer.check(bytes)
      try await withImportSink(target) { sink in
        let progress = Progress("importing")
        let summary = try await importer.run(bytes, into: &sink) { done in
          progress.show(UInt64(done * 1_000), of: 1_000)
        }
        progress.finish()
        try show(summary, format)
      }
    }
  }
}

/// Opens the target's log or server for an import, and closes it.
private func withImportSink(
  _ target: TargetOptions, _ body: (inout any ImportSink) async throws -> Void
) async throws {
  if let server = try await target.server() {
    var sink: any ImportSink = ServerImportSink(server: server)
    return try await body(&sink)
  }
  let installation = try LocalInstallation.openForWriting(target.folder)
  defer { installation.close() }
  var sink: any ImportSink = EngineImportSink(engine: installation.engine)
  try await body(&sink)
  try await installation.catchUp()
}

private func show(_ summary: ImportSummary, _ format: OutputFormat) throws {
  guard format == .table else { return try writeJSON(SummaryLines(summary)) }
  var table = TextTable(["import of \(summary.source)", ""])
  table.add(["lines", String(summary.lines)])
  table.add(["became events", String(summary.eventLines)])
  for (rule, count) in summary.ignored.sorted(by: { $0.key < $1.key }) {
    table.add(["ignored: \(rule)", String(count)])
  }
  table.add(["quarantined", String(summary.quarantined)])
  table.add(["events", String(summary.events)])
  writeOut(table.text)
  for issue in summary.issues { writeError("line \(issue.line): \(issue.reason)") }
}

private struct SummaryLines: Codable {
  struct Issue: Codable {
    var line: Int
    var code: String
    var detail: String
  }

  var source: String
  var lines: Int
  var eventLines: Int
  var ignored: [String: Int]
  var ignoredLines: Int
  var quarantined: Int
  var events: Int
  var issues: [Issue]

  init(_ summary: ImportSummary) {
    source = summary.source
    lines = summary.lines
    eventLines = summary.eventLines
    ignored = summary.ignored
    ignoredLines = summary.ignoredLines
    quarantined = summary.quarantined
    events = summary.events
    issues = summary.issues.map {
      Issue(line: $0.line, code: $0.reason.code, detail: $0.reason.detail)
    }
  }
}
