import ContactCenter
import Foundation
import Importers
import TestSupport
import Testing

@Suite("Months that were invented")
struct SyntheticMonthTests {
  /// The months, by the seed: February, April and September 1999; clocks in Israel went forward on
  /// 2 April and back on 3 September.
  private static func month(_ seed: UInt64) -> SyntheticMonth {
    switch seed % 3 {
    case 0: SyntheticMonth(seed: seed, rows: 800, month: 2, days: 28, firstDay: 10_623)
    case 1: SyntheticMonth(seed: seed, rows: 800, month: 4, days: 30, firstDay: 10_682)
    default: SyntheticMonth(seed: seed, rows: 800, month: 9, days: 30, firstDay: 10_835)
    }
  }

  @Test("whatever a month holds, its counts are those of its rows", arguments: 1...9 as ClosedRange)
  func counts(seed: Int) async throws {
    let month = Self.month(UInt64(seed))
    let importer = CallTableImporter(
      mapping: try TableMapping(yaml: try SharedData.mapping("anonymous-bank")))
    var sink = AggregateSink()
    let summary = try await importer.run(Array(month.text.utf8), into: &sink)
    #expect(summary.isBalanced)
    #expect(summary.lines == month.rows + 1)
    #expect(summary.quarantined == 0, "seed \(seed): \(summary.issues.prefix(3))")
    let zone = try #require(TimeZone(identifier: "Asia/Jerusalem"))
    let tally = Tally(sink.events) { time in
      let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000)
      return Int64(zone.secondsFromGMT(for: date)) * 1_000
    }
    #expect(tally.total == month.expected.total, "seed \(seed)")
    #expect(tally.queues == month.expected.queues, "seed \(seed)")
    #expect(tally.agents == month.expected.agents, "seed \(seed)")
    #expect(tally.days == month.expected.days, "seed \(seed)")
    #expect(tally.phantoms == month.expected.phantoms, "seed \(seed)")
    #expect(tally.identified == month.identified, "seed \(seed)")
    #expect(tally.customers == month.expected.customers, "seed \(seed)")
  }

  @Test("one row is one call, even where rows name the same call")
  func oneRowOneCall() async throws {
    let month = Self.month(3)
    let importer = CallTableImporter(
      mapping: try TableMapping(yaml: try SharedData.mapping("anonymous-bank")))
    var sink = AggregateSink()
    _ = try await importer.run(Array(month.text.utf8), into: &sink)
    let calls = Set(sink.events.map(\.stream).filter { $0.kind == .call })
    #expect(calls.count == month.rows)
  }

  @Test("damaged rows are quarantined one by one, and the others are imported", arguments: 1...5)
  func damage(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var lines = Self.month(3).text.split(separator: "\r\n").map(String.init)
    var damaged: Set<Int> = []
    for _ in 0..<40 {
      let index = Int.random(in: 1..<lines.count, using: &random)
      guard damaged.insert(index).inserted else { continue }
      var fields = lines[index].split(separator: "\t", omittingEmptySubsequences: false)
        .map(String.init)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: fields[12] = "ANSWERED?"
      case 1: fields[5] = "990231"
      case 2: fields[6] = "25:00:00"
      case 3: fields.removeLast(3)
      case 4: fields[4] = "P\u{1}S"
      default: fields[3] = "high"
      }
      lines[index] = fields.joined(separator: "\t")
    }
    let importer = CallTableImporter(
      mapping: try TableMapping(yaml: try SharedData.mapping("anonymous-bank")))
    var sink = AggregateSink()
    let summary = try await importer.run(
      Array(lines.joined(separator: "\n").utf8), into: &sink)
    #expect(summary.isBalanced)
    #expect(Set(summary.issues.map { $0.line - 1 }) == damaged, "seed \(seed)")
    #expect(summary.quarantined == damaged.count)
    #expect(sink.types(of: StreamName(.source, "anonymous-bank")).count == damaged.count)
  }
}
