import ContactCenter
import Foundation
import Reports
import TestSupport
import Testing

/// The bank's call log of February 1999 through projection and reports, against facts that were
/// computed elsewhere. The rows are turned into events here, in a few lines of their own, so that
/// this test and the importer's check each other.
@Suite("A bank's real month", .enabled(if: BankMonth.isPresent, "the shared data is not here"))
struct BankFactsTests {
  private let month: BankMonth
  private let days: CalendarDays

  init() throws {
    days = try CalendarDays(zone: "Asia/Jerusalem")
    month = try BankMonth.shared.get()
  }

  private func queues(
    threshold: Int64, shortAbandon: Int64 = 0, interval: String? = nil
  ) throws -> Report {
    var options = ReportOptions(
      calendar: days, interval: try interval.map { try ReportInterval($0) })
    options.thresholdSeconds = threshold
    options.shortAbandonSeconds = shortAbandon
    var report = QueueReport(options: options)
    month.visits.forEach { report.add($0) }
    month.segments.forEach { report.add($0) }
    return report.report
  }

  @Test("the totals are the facts")
  func totals() throws {
    let total = try queues(threshold: 30).total
    let expected: [(String, Double)] = [
      ("offered", 31_125), ("answered", 27_162), ("abandoned", 3_963), ("menuAbandoned", 1_941),
      ("otherExits", 0), ("waiting", 0), ("asaSeconds", 40.7733), ("abandonWaitSeconds", 65.5299),
      ("serviceLevel.answered", 0.652713), ("serviceLevel.negative", 0.569606),
      ("serviceLevel.ignore", 0.601044), ("serviceLevel.positive", 0.621912),
      ("waitSeconds.p50", 6), ("waitSeconds.p90", 131), ("waitSeconds.p95", 189),
      ("waitSeconds.max", 749), ("handleSeconds", 176.353), ("talkSeconds", 176.353),
    ]
    for (path, value) in expected {
      let digits = path.hasPrefix("serviceLevel") ? 6 : 4
      #expect(rounded(total[path], digits) == value, "\(path)")
    }
    let short = try queues(threshold: 30, shortAbandon: 5).total
    #expect(short["shortAbandoned"] == .integer(219))
  }

  @Test("each queue, each agent and each day is as the facts say")
  func parts() throws {
    for row in try queues(threshold: 20).rows {
      guard case .text(let queue)? = row["queue"], let fact = month.facts.kinds[queue] else {
        Issue.record("a queue that is not in the facts")
        continue
      }
      #expect(row["answered"] == .integer(Int64(fact.answered)), "\(queue)")
      #expect(row["abandoned"] == .integer(Int64(fact.abandonedInQueue)), "\(queue)")
      #expect(rounded(row["asaSeconds"], 4) == fact.asaSeconds, "\(queue)")
      #expect(rounded(row["handleSeconds"], 4) == fact.ahtSeconds, "\(queue)")
    }
    var agents = AgentReport(options: ReportOptions())
    month.segments.forEach { agents.add($0) }
    for row in agents.report.rows {
      guard case .text(let agent)? = row["agent"], agent != "unknown" else { continue }
      let fact = try #require(month.facts.servers[agent])
      #expect(integer(row["answered"]) == fact.answered, "\(agent)")
      #expect(rounded(row["handleSeconds"], 4) == fact.meanServiceSeconds, "\(agent)")
    }
    #expect(agents.report.total["answered"] == .integer(27_162))
    try checkDays()
  }

  private func checkDays() throws {
    var answered: [String: Int] = [:]
    var abandoned: [String: Int] = [:]
    var menu: [String: Int] = [:]
    for row in try queues(threshold: 20, interval: "1d").rows {
      guard case .text(let start)? = row["start"] else { continue }
      let day = String(start.prefix(10))
      answered[day, default: 0] += integer(row["answered"])
      abandoned[day, default: 0] += integer(row["abandoned"])
      menu[day, default: 0] += integer(row["menuAbandoned"])
    }
    #expect(Set(answered.keys) == Set(month.facts.days.keys))
    for (day, fact) in month.facts.days {
      #expect(answered[day] == fact.answered, "\(day)")
      #expect(abandoned[day] == fact.abandonedInQueue, "\(day)")
      #expect(menu[day] == fact.abandonedInMenu, "\(day)")
    }
  }

  private func integer(_ value: ReportValue?) -> Int {
    if case .integer(let number)? = value { Int(number) } else { 0 }
  }

  private func rounded(_ value: ReportValue?, _ digits: Int) -> Double? {
    let scale = pow(10, Double(digits))
    switch value {
    case .integer(let number): return Double(number)
    case .decimal(let number):
      return (Double(number.count) / 1_000_000 * scale).rounded() / scale
    default: return nil
    }
  }
}
