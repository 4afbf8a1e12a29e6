import Foundation
import TestSupport
import Testing

private struct ServiceLevel: Decodable, Equatable {
  var answered: Double?
  var negative: Double?
  var ignore: Double?
  var positive: Double?
}

private struct Waits: Decodable {
  var p50: Double?
  var p90: Double?
  var p95: Double?
  var max: Double?
}

private struct QueueLine: Decodable {
  var queue: String?
  var start: String?
  var offered: Int
  var answered: Int
  var abandoned: Int
  var shortAbandoned: Int
  var otherExits: Int
  var menuAbandoned: Int
  var serviceLevel: ServiceLevel
  var asaSeconds: Double?
  var waitSeconds: Waits
  var abandonWaitSeconds: Double?
  var handleSeconds: Double?
  var talkSeconds: Double?
}

private struct QueueReportLines: Decodable {
  var rows: [QueueLine]
  var total: QueueLine
}

private struct AgentLine: Decodable {
  var agent: String?
  var answered: Int
  var handleSeconds: Double?
}

private struct AgentReportLines: Decodable {
  var rows: [AgentLine]
}

private struct Summary: Decodable {
  var lines: Int
  var eventLines: Int
  var ignoredLines: Int
  var quarantined: Int
  var events: Int
}

private struct LogInfoLine: Decodable {
  var head: Int
}

@Suite(
  "Real logs through the program", .timeLimit(.minutes(20)),
  .enabled(if: sharedData != nil, "the real logs are not beside the project"))
struct ImportedReportTests {
  @Test("the bank's February gives the report that was computed independently")
  func bank() async throws {
    let data = try #require(sharedData).appending(path: "anonymous_bank")
    try await withFolder { folder in
      let arguments = [
        "import", "calls", data.appending(path: "february1999.tsv").path, "--mapping",
        packageFolder.appending(path: "deploy/mappings/anonymous-bank.yaml").path, "--data",
        folder.path,
      ]
      let summary = try await Program.json(Summary.self, arguments)
      #expect(summary.lines == summary.eventLines + summary.ignoredLines + summary.quarantined)
      let head = try await Program.json(LogInfoLine.self, ["log", "info", "--data", folder.path])
        .head
      _ = try await Program.json(Summary.self, arguments)
      let again = try await Program.json(LogInfoLine.self, ["log", "info", "--data", folder.path])
        .head
      #expect(again == head, "importing twice adds nothing")

      let facts = try BankFacts(inFolder: data)
      try await checkTotals(folder)
      try await checkQueues(folder, facts)
      try await checkAgents(folder, facts)
      try await checkDays(folder, facts)
      try await checkPast(folder)
      let views = try await Program.run(["projections", "verify", "--data", folder.path])
      #expect(views.status == 0, "\(views.output)")
    }
  }

  private func report(_ folder: URL, _ options: String...) async throws -> QueueReportLines {
    try await Program.json(
      QueueReportLines.self,
      ["report", "queues", "--data", folder.path, "--threshold", "30"] + options)
  }

  private func checkTotals(_ folder: URL) async throws {
    let total = try await report(folder, "--short-abandon", "0").total
    let counts = [total.offered, total.answered, total.abandoned, total.menuAbandoned]
    #expect(counts == [31_125, 27_162, 3_963, 1_941])
    #expect(
      total.serviceLevel
        == ServiceLevel(
          answered: 0.652713, negative: 0.569606, ignore: 0.601044, positive: 0.621912))
    #expect(rounded(total.asaSeconds) == 40.7733)
    #expect(rounded(total.abandonWaitSeconds) == 65.5299)
    let waits = total.waitSeconds
    let percentiles: [Double?] = [waits.p50, waits.p90, waits.p95, waits.max]
    #expect(percentiles == [6, 131, 189, 749])
    #expect(try await report(folder, "--short-abandon", "5").total.shortAbandoned == 219)
  }

  private func checkQueues(_ folder: URL, _ facts: BankFacts) async throws {
    let rows = try await report(folder, "--short-abandon", "0").rows
    #expect(rows.count == facts.kinds.count)
    for row in rows {
      let fact = try #require(facts.kinds[row.queue ?? ""])
      #expect(row.answered == fact.answered)
      #expect(row.abandoned == fact.abandonedInQueue)
      #expect(rounded(row.asaSeconds) == fact.asaSeconds)
      #expect(rounded(row.handleSeconds) == fact.ahtSeconds)
    }
  }

  private func checkAgents(_ folder: URL, _ facts: BankFacts) async throws {
    let rows = try await Program.json(
      AgentReportLines.self, ["report", "agents", "--data", folder.path]
    ).rows
    #expect(rows.count == facts.servers.count)
    for row in rows {
      let name = row.agent == "unknown" ? "NO_SERVER" : row.agent ?? ""
      let fact = try #require(facts.servers[name])
      #expect(row.answered == fact.answered)
      #expect(rounded(row.handleSeconds) == fact.meanServiceSeconds)
    }
  }

  private func checkDays(_ folder: URL, _ facts: BankFacts) async throws {
    let days = try await report(
      folder, "--short-abandon", "0", "--interval", "1d", "--zone", "Asia/Jerusalem")
    var answered: [String: Int] = [:]
    var abandoned: [String: Int] = [:]
    var inMenu: [String: Int] = [:]
    for row in days.rows {
      let day = String(row.start?.prefix(10) ?? "")
      answered[day, default: 0] += row.answered
      abandoned[day, default: 0] += row.abandoned
      inMenu[day, default: 0] += row.menuAbandoned
    }
    for (day, fact) in facts.days {
      #expect(answered[day] == fact.answered, "\(day)")
      #expect(abandoned[day] == fact.abandonedInQueue, "\(day)")
      #expect(inMenu[day] == fact.abandonedInMenu, "\(day)")
    }
    #expect(answered.values.reduce(0, +) == days.total.answered)
  }

  /// When nobody is on the line a report as of that night is the report on the days until then.
  private func checkPast(_ folder: URL) async throws {
    for night in ["1999-02-03", "1999-02-14", "1999-02-22"] {
      let time = night + "T04:00:00+02:00"
      let past = try await report(folder, "--at", time)
      let wanted = try await report(folder, "--to", time)
      #expect(past.rows.map(\.queue) == wanted.rows.map(\.queue))
      for (row, other) in zip(past.rows + [past.total], wanted.rows + [wanted.total]) {
        #expect(row.offered == other.offered && row.offered > 0)
        #expect(row.answered == other.answered && row.abandoned == other.abandoned)
        #expect(row.serviceLevel == other.serviceLevel && row.asaSeconds == other.asaSeconds)
        #expect(row.handleSeconds == other.handleSeconds)
      }
    }
  }

  private func rounded(_ value: Double?) -> Double? {
    value.map { ($0 * 10_000).rounded() / 10_000 }
  }

  @Test("a switch's queue_log gives the report that was computed independently")
  func asterisk() async throws {
    let file = try #require(sharedData)
      .appending(path: "asterisk_queue_log/malariapbx2023.queue_log")
    try await withFolder { folder in
      let summary = try await Program.json(
        Summary.self, ["import", "asterisk-queue-log", file.path, "--data", folder.path])
      #expect(summary.lines == 85)
      #expect(summary.lines == summary.eventLines + summary.ignoredLines + summary.quarantined)
      let total = try await report(folder).total
      let counts = [total.offered, total.answered, total.abandoned, total.otherExits]
      #expect(counts == [8, 2, 5, 1])
      #expect(total.asaSeconds == 6.5)
      #expect(total.talkSeconds == 54.5)
      #expect(total.abandonWaitSeconds == 15.4)
    }
  }
}
