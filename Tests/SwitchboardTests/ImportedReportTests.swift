import Foundation
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

private struct BankFacts: Decodable {
  struct Kind: Decodable {
    var answered: Int
    var abandoned_in_queue: Int
    var asa_s: Double
    var aht_s: Double
  }
  struct Day: Decodable {
    var answered: Int
    var abandoned_in_queue: Int
    var abandoned_in_vru: Int
    var asa_s: Double
    var aht_s: Double
  }
  struct Server: Decodable {
    var answered: Int
    var mean_service_s: Double
  }

  var per_type: [String: Kind]
  var per_day: [String: Day]
  var per_server: [String: Server]
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
      let summary = try Program.json(Summary.self, arguments)
      #expect(summary.lines == summary.eventLines + summary.ignoredLines + summary.quarantined)
      let head = try Program.json(LogInfoLine.self, ["log", "info", "--data", folder.path]).head
      _ = try Program.json(Summary.self, arguments)
      let again = try Program.json(LogInfoLine.self, ["log", "info", "--data", folder.path]).head
      #expect(again == head, "importing twice adds nothing")

      let facts = try JSONDecoder().decode(
        BankFacts.self, from: Data(contentsOf: data.appending(path: "february1999.facts.json")))
      try checkTotals(folder)
      try checkQueues(folder, facts)
      try checkAgents(folder, facts)
      try checkDays(folder, facts)
      let views = try Program.run(["projections", "verify", "--data", folder.path])
      #expect(views.status == 0, "\(views.output)")
    }
  }

  private func report(_ folder: URL, _ options: String...) throws -> QueueReportLines {
    try Program.json(
      QueueReportLines.self,
      ["report", "queues", "--data", folder.path, "--threshold", "30"] + options)
  }

  private func checkTotals(_ folder: URL) throws {
    let total = try report(folder, "--short-abandon", "0").total
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
    #expect(try report(folder, "--short-abandon", "5").total.shortAbandoned == 219)
  }

  private func checkQueues(_ folder: URL, _ facts: BankFacts) throws {
    let rows = try report(folder, "--short-abandon", "0").rows
    #expect(rows.count == facts.per_type.count)
    for row in rows {
      let fact = try #require(facts.per_type[row.queue ?? ""])
      #expect(row.answered == fact.answered)
      #expect(row.abandoned == fact.abandoned_in_queue)
      #expect(rounded(row.asaSeconds) == fact.asa_s)
      #expect(rounded(row.handleSeconds) == fact.aht_s)
    }
  }

  private func checkAgents(_ folder: URL, _ facts: BankFacts) throws {
    let rows = try Program.json(
      AgentReportLines.self, ["report", "agents", "--data", folder.path]
    ).rows
    #expect(rows.count == facts.per_server.count)
    for row in rows {
      let name = row.agent == "unknown" ? "NO_SERVER" : row.agent ?? ""
      let fact = try #require(facts.per_server[name])
      #expect(row.answered == fact.answered)
      #expect(rounded(row.handleSeconds) == fact.mean_service_s)
    }
  }

  private func checkDays(_ folder: URL, _ facts: BankFacts) throws {
    let days = try report(
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
    for (day, fact) in facts.per_day {
      #expect(answered[day] == fact.answered, "\(day)")
      #expect(abandoned[day] == fact.abandoned_in_queue, "\(day)")
      #expect(inMenu[day] == fact.abandoned_in_vru, "\(day)")
    }
    #expect(answered.values.reduce(0, +) == days.total.answered)
  }

  private func rounded(_ value: Double?) -> Double? {
    value.map { ($0 * 10_000).rounded() / 10_000 }
  }

  @Test("a switch's queue_log gives the report that was computed independently")
  func asterisk() async throws {
    let file = try #require(sharedData)
      .appending(path: "asterisk_queue_log/malariapbx2023.queue_log")
    try await withFolder { folder in
      let summary = try Program.json(
        Summary.self, ["import", "asterisk-queue-log", file.path, "--data", folder.path])
      #expect(summary.lines == 85)
      #expect(summary.lines == summary.eventLines + summary.ignoredLines + summary.quarantined)
      let total = try report(folder).total
      let counts = [total.offered, total.answered, total.abandoned, total.otherExits]
      #expect(counts == [8, 2, 5, 1])
      #expect(total.asaSeconds == 6.5)
      #expect(total.talkSeconds == 54.5)
      #expect(total.abandonWaitSeconds == 15.4)
    }
  }
}
