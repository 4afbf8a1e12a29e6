import ContactCenter
import Foundation
import Importers
import Testing

/// The month, imported once for all tests of the suite.
private enum February {
  static let task = Task {
    let importer = CallTableImporter(
      mapping: try TableMapping(yaml: try SharedData.mapping("anonymous-bank")))
    var sink = AggregateSink()
    let summary = try await importer.run(
      try SharedData.bytes("anonymous_bank/february1999.tsv"), into: &sink)
    return (sink, summary)
  }

  static func imported() async throws -> (AggregateSink, ImportSummary) { try await task.value }
}

@Suite(
  "The Anonymous Bank's February",
  .enabled(if: SharedData.isThere, "the real logs are not beside the project"))
struct AnonymousBankTests {
  /// Israel's winter time.
  private static let offset: Int64 = 7_200_000

  @Test("every row becomes events, nothing is refused, and the lines add up")
  func everyRow() async throws {
    let (sink, summary) = try await February.imported()
    #expect(summary.lines == 33_345)
    #expect(summary.eventLines == 33_344)
    #expect(summary.ignored == ["header": 1])
    #expect(summary.quarantined == 0)
    #expect(sink.refusals.isEmpty)
    #expect(summary.isBalanced)
  }

  @Test("the counts are those of the facts")
  func totals() async throws {
    let (sink, _) = try await February.imported()
    let tally = Tally(sink.events)
    #expect(tally.total.offered == 31_125)
    #expect(tally.total.answered == 27_162)
    #expect(tally.total.abandoned == 3_963)
    #expect(tally.total.menuAbandoned == 1_941)
    #expect(tally.phantoms == 278)
    #expect(tally.identified == 13_786)
    #expect(tally.customers.count == 4_081)
    #expect(isNear(mean(tally.total.waitMilliseconds, tally.total.answered), 40.7733))
    #expect(isNear(mean(tally.total.abandonWaitMilliseconds, tally.total.abandoned), 65.5299))
    #expect(isNear(mean(tally.total.talkMilliseconds, tally.total.answered), 176.353))
  }

  @Test("the waits of answered and abandoned calls are those of the facts")
  func waits() async throws {
    let (sink, _) = try await February.imported()
    let answered = sink.calls { event -> Int64? in
      if case .answered(let answered) = event { answered.waitMilliseconds } else { nil }
    }.sorted()
    let abandoned = sink.calls { event -> Int64? in
      if case .abandoned(let abandoned) = event, abandoned.phase == .queue {
        abandoned.waitMilliseconds
      } else {
        nil
      }
    }
    let rank = { (percent: Int) in answered[(answered.count * percent + 99) / 100 - 1] / 1_000 }
    #expect([rank(50), rank(90), rank(95), rank(100)] == [6, 131, 189, 749])
    #expect(answered.count { $0 <= 30_000 } == 17_729)
    #expect(abandoned.count { $0 <= 30_000 } == 1_628)
    #expect(abandoned.count { $0 < 5_000 } == 219)
  }

  @Test("every queue, server and day has the facts' counts")
  func groups() async throws {
    let (sink, _) = try await February.imported()
    let tally = Tally(sink.events) { _ in Self.offset }
    let facts = try SharedData.json("anonymous_bank/february1999.facts.json")
    for (type, fact) in try table(facts, "per_type") {
      let counts = try #require(tally.queues[type])
      #expect(counts.answered == number(fact, "answered"))
      #expect(counts.abandoned == number(fact, "abandoned_in_queue"))
      #expect(isNear(mean(counts.waitMilliseconds, counts.answered), fact["asa_s"]))
      #expect(isNear(mean(counts.talkMilliseconds, counts.answered), fact["aht_s"]))
    }
    for (server, fact) in try table(facts, "per_server") {
      let counts = try #require(tally.agents[server == "NO_SERVER" ? "unknown" : server])
      #expect(counts.answered == number(fact, "answered"))
      #expect(counts.talkMilliseconds == Int64(number(fact, "total_service_s")) * 1_000)
    }
    let days = try table(facts, "per_day")
    #expect(tally.days.count == days.count)
    for (day, fact) in days {
      let number = try #require(Int64(day.suffix(2)))
      let counts = try #require(tally.days[10_623 + number - 1])
      #expect(counts.answered == self.number(fact, "answered"))
      #expect(counts.abandoned == self.number(fact, "abandoned_in_queue"))
      #expect(counts.menuAbandoned == self.number(fact, "abandoned_in_vru"))
      #expect(isNear(mean(counts.waitMilliseconds, counts.answered), fact["asa_s"]))
    }
  }

  @Test("every position is a state that was: times only step back within a call")
  func order() async throws {
    let (sink, _) = try await February.imported()
    var latestOfCall: [StreamName: Int64] = [:]
    var latest = Int64.min
    for event in sink.events {
      let own = max(latestOfCall[event.stream] ?? .min, event.time.milliseconds)
      #expect(own >= latest)
      latest = max(latest, own)
      latestOfCall[event.stream] = own
    }
  }

  @Test("importing the month again gives the same events with the same ids")
  func again() async throws {
    let (sink, _) = try await February.imported()
    let importer = CallTableImporter(
      mapping: try TableMapping(yaml: try SharedData.mapping("anonymous-bank")))
    var second = sink
    _ = try await importer.run(
      try SharedData.bytes("anonymous_bank/february1999.tsv"), into: &second)
    #expect(second.events.count == sink.events.count)
    #expect(second.refusals.isEmpty)
    #expect(Set(sink.events.map(\.id)).count == sink.events.count)
  }

  private func table(
    _ facts: [String: Any], _ key: String
  ) throws -> [String: [String: Any]] {
    try #require(facts[key] as? [String: [String: Any]])
  }

  private func number(_ fact: [String: Any], _ key: String) -> Int {
    (fact[key] as? NSNumber)?.intValue ?? -1
  }

  private func mean(_ milliseconds: Int64, _ count: Int) -> Double {
    Double(milliseconds) / 1_000 / Double(count)
  }

  private func isNear(_ value: Double, _ fact: Any?) -> Bool {
    guard let fact = (fact as? NSNumber)?.doubleValue else { return false }
    return abs(value - fact) <= 0.000_051
  }
}
