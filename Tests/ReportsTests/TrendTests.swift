import ContactCenter
import Reports
import TestSupport
import Testing

@Suite("Trends")
struct TrendTests {
  /// Exact rational arithmetic elsewhere (Python's `fractions` and `math.comb`) gave the p-values.
  @Test(
    "the chance of so many recent calls is that of the conditional binomial",
    arguments: [
      (20, 30, 7.0, 28.0, 0.0009324364894211231), (12, 18, 7, 21, 0.05065828005155162),
      (0, 10, 7, 28, 1), (3, 37, 7, 28, 0.9920578627251851),
      (120, 280, 7, 21, 0.013330557027417183),
    ] as [(Int64, Int64, Double, Double, Double)])
  func pValues(
    recent: Int64, baseline: Int64, recentTime: Double, baselineTime: Double, expected: Double
  ) {
    let rates = RateComparison(
      recentCount: recent, recentTime: recentTime, baselineCount: baseline,
      baselineTime: baselineTime)
    #expect(abs(rates.pValue - expected) < 1e-12)
  }

  @Test("large counts neither overflow nor vanish", arguments: [1, 100, 10_000, 1_000_000])
  func large(count: Int64) {
    let same = RateComparison(
      recentCount: count, recentTime: 7, baselineCount: count * 4, baselineTime: 28)
    // As many as expected: a little more than half, for the count itself is in the tail.
    #expect((0.5...0.75).contains(same.pValue))
    #expect(same.ratio == 1)
  }

  /// Computed elsewhere by the definition.
  @Test("many tests at once are adjusted by Benjamini and Hochberg")
  func adjusted() {
    let adjusted = FalseDiscoveryRate.adjusted([0.01, 0.04, 0.03, 0.005, 0.55])
    for (value, expected) in zip(adjusted, [0.025, 0.05, 0.05, 0.025, 0.55]) {
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(FalseDiscoveryRate.adjusted([]) == [])
  }

  @Test("pure chance is rarely called rising", arguments: UInt64(1)...20)
  func chance(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var report = TrendReport(options: ReportOptions(), details: ReportDetails(), now: Self.now)
    for _ in 0..<3_500 {
      let day = Int64(generator.next() % 35)
      report.add(call(day: day, reason: "reason \(generator.next() % 10)"))
    }
    let rising = try report.report().rows.filter { $0["trend"] == .text("rising") }
    #expect(rising.count <= 2, "seed \(seed): \(rising)")
  }

  @Test("a reason that has doubled is found among those that have not")
  func rising() throws {
    var report = TrendReport(options: ReportOptions(), details: ReportDetails(), now: Self.now)
    for day: Int64 in 0..<35 {
      for index in 0..<40 { report.add(call(day: day, reason: "reason \(index % 4)")) }
      for _ in 0..<(day >= 28 ? 20 : 10) { report.add(call(day: day, reason: "outage")) }
    }
    let made = try report.report()
    let rising = made.rows.filter {
      $0["subject"] == .text("reason") && $0["trend"] == .text("rising")
    }
    #expect(rising.map { $0["name"] } == [.text("outage")])
    #expect(rising[0]["recentCalls"] == .integer(140))
    #expect(rising[0]["baselineCalls"] == .integer(280))
    #expect(rising[0]["ratio"] == .decimal(Millionths(count: 2_000_000)))
    #expect(made.total["baselineDays"] == .integer(28))
  }

  @Test("a day that is not over, and too few days, are compared with nothing")
  func windows() throws {
    var details = ReportDetails()
    details.recentDays = 1
    var report = TrendReport(
      options: ReportOptions(), details: details,
      now: Timestamp(milliseconds: 2 * CalendarDays.dayMilliseconds + 1))
    for day: Int64 in 0..<3 { report.add(call(day: day, reason: "bill")) }
    #expect(try report.report().total["recentStart"] == .text("1970-01-02T00:00:00Z"))
    details.recentDays = 7
    var short = TrendReport(options: ReportOptions(), details: details, now: Self.now)
    short.add(call(day: 0, reason: "bill"))
    #expect(throws: ReportFailure.self) { try short.report() }
    let empty = TrendReport(options: ReportOptions(), details: details, now: Self.now)
    #expect(try empty.report().rows == [])
  }

  @Test("days before the first call and after the last, and parts of days, are no days of nothing")
  func wholeDays() throws {
    func total(from: Int64?, to: Int64?) throws -> [String: ReportValue] {
      var options = ReportOptions()
      options.from = from.map { Timestamp(milliseconds: $0 * 3_600_000) }
      options.to = to.map { Timestamp(milliseconds: $0 * 3_600_000) }
      var report = TrendReport(options: options, details: ReportDetails(), now: Self.now)
      for day: Int64 in 100..<112 { report.add(call(day: day, reason: "bill")) }
      let total = try report.report().total
      return Dictionary(
        uniqueKeysWithValues: ["recentStart", "baselineStart"].map {
          ($0, total[$0] ?? .null)
        })
    }
    let whole = try total(from: nil, to: nil)
    #expect(whole["recentStart"] == .text("1970-04-16T00:00:00Z"))
    #expect(whole["baselineStart"] == .text("1970-04-11T00:00:00Z"))
    #expect(try total(from: 0, to: nil) == whole)
    #expect(try total(from: nil, to: 200 * 24) == whole)
    #expect(try total(from: 99 * 24 + 1, to: 112 * 24 + 9) == whole)
    #expect(try total(from: nil, to: 111 * 24 + 9)["recentStart"] == .text("1970-04-15T00:00:00Z"))
    #expect(
      try total(from: 100 * 24 + 1, to: nil)["baselineStart"] == .text("1970-04-12T00:00:00Z"))
  }

  @Test("volumes stand by interval in the zone, and days of 23 and 25 hours are one day each")
  func volumes() throws {
    let days = try CalendarDays(zone: "Europe/Berlin")
    for (date, hours) in [("2025-03-30", 23), ("2025-10-26", 25)] as [(String, Int64)] {
      var details = ReportDetails()
      details.trends = .volumes
      var report = TrendReport(
        options: ReportOptions(calendar: days), details: details, now: Self.now)
      let start = try days.instant(date).milliseconds
      for hour in -1...hours { report.add(call(at: start + hour * 3_600_000, reason: "bill")) }
      let all = try report.report().rows.filter { $0["subject"] == .text("all") }
      #expect(all.map { $0["calls"] } == [.integer(1), .integer(hours), .integer(1)])
    }
  }

  @Test("the profile is calls over the number of such weekdays, by the zone's clock")
  func profile() throws {
    var details = ReportDetails()
    details.trends = .profile
    var report = TrendReport(
      options: ReportOptions(calendar: try CalendarDays(zone: "Asia/Kathmandu")),
      details: details, now: Self.now)
    // 1970-01-05 and -12 were Mondays; the zone's clock was 5:30 ahead then.
    for day: Int64 in [4, 11] {
      for _ in 0..<3 { report.add(call(at: day * CalendarDays.dayMilliseconds, reason: "bill")) }
    }
    let made = try report.report()
    #expect(made.rows.count == 1)
    #expect(made.rows[0]["halfHour"] == .text("05:30"))
    #expect(made.rows[0]["mon"] == .decimal(Millionths(count: 3_000_000)))
    #expect(made.rows[0]["tue"] == .decimal(Millionths(count: 0)))
    #expect(made.rows[0]["calls"] == .integer(6))
  }

  private static let now = Timestamp(milliseconds: 4_000_000_000_000)

  private func call(day: Int64, reason: String) -> OutcomeRow {
    call(at: day * CalendarDays.dayMilliseconds + 3_600_000, reason: reason)
  }

  private func call(at time: Int64, reason: String) -> OutcomeRow {
    OutcomeRow {
      $0.receivedAt = Timestamp(milliseconds: time)
      $0.reason = Code(reason)
    }
  }
}
