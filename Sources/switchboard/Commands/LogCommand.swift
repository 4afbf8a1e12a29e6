internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import LMDBStorage
internal import SwitchboardClient

/// `switchboard log info|verify`: the log itself.
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Look at the log and check that it is what was written.",
    subcommands: [Info.self, Verify.self])

  struct Info: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Head, epoch, events and size.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let info: LogInfo
      if let server = try await target.server() {
        let answer = try await server.collect(.get, "/v1/log")
        try requireSuccess(answer)
        info = try JSONDecoder().decode(LogInfo.self, from: Data(answer.body))
      } else {
        let installation = try await LocalInstallation.openForReading(target.folder)
        defer { installation.close() }
        info = LogInfo(installation.engine.log)
      }
      guard format == .table else { return try writeJSON(info) }
      var table = TextTable(["log", ""])
      table.add(["epoch", info.epoch])
      table.add(["head", String(info.head)])
      table.add(["events", String(info.events)])
      table.add(["bytes", String(info.bytes)])
      table.add(["bytes at most", String(info.bytesMax)])
      writeOut(table.text)
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every record, the hash chain, positions, versions and indexes.",
      discussion: """
        Reads the files themselves, beside a live server or without one. Exit code 2 when damage \
        of the log is found, 1 when the log is whole but its indexes cannot be checked: they are \
        folded from it again at the next start.
        """)

    @OptionGroup var place: FolderOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let verifier: LMDBLogVerifier
      do { verifier = try LMDBStorage.openVerifier(folder: place.folder) } catch {
        guard case .damaged(let position, let reason) = error else { throw error }
        throw try damage(position, reason, head: 0)
      }
      let progress = Progress("verifying the log")
      do {
        let verified = try verifier.verify(after: 0) { position, head in
          progress.show(position, of: head)
          return true
        }
        progress.finish()
        try show(Verdict(isWhole: true, head: verified.position, position: nil, reason: nil))
      } catch LogFailure.damaged(let position, let reason) {
        progress.finish()
        throw try damage(position, reason, head: verifier.head)
      }
      if let failure = verifier.indexesFailure { throw failure }
    }

    private func damage(_ position: UInt64, _ reason: String, head: UInt64) throws -> ExitCode {
      try show(Verdict(isWhole: false, head: head, position: position, reason: reason))
      return ExitCode(2)
    }

    private func show(_ verdict: Verdict) throws {
      guard format == .table else { return try writeJSON(verdict) }
      if let position = verdict.position, let reason = verdict.reason {
        writeOut(
          "damaged at position \(position): \(reason)\n"
            + "Everything before it is whole. Restore a backup, and keep this folder.\n")
      } else {
        writeOut("whole: \(verdict.head) events, every checksum and the chain hold\n")
      }
    }
  }
}

private struct Verdict: Codable {
  var isWhole: Bool
  var head: UInt64
  var position: UInt64?
  var reason: String?
}

private struct LogInfo: Codable {
  var epoch: String
  var head: UInt64
  var events: UInt64
  var bytes: UInt64
  var bytesMax: UInt64

  init(_ log: any EventLog) {
    let statistics = log.statistics
    epoch = log.epoch.description
    head = log.head
    events = log.head
    bytes = statistics.bytesUsed
    bytesMax = statistics.bytesMax
  }
}
