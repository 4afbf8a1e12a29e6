import ContactCenter
import Foundation
import Reports
import Testing

@Suite("Staffing")
struct StaffingTests {
  private static let accuracy = 1e-6

  private func load(
    calls: Double, minutes: Double = 30, handle: Double
  ) throws -> OfferedLoad {
    try OfferedLoad(calls: calls, intervalSeconds: minutes * 60, handleSeconds: handle)
  }

  private func isClose(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= Self.accuracy * max(1, abs(right))
  }

  @Test("100 calls of 180 s in half an hour at 80/20 need 14 agents")
  func example() throws {
    let found = try ErlangC.smallest(for: load(calls: 100, handle: 180), reaching: .usual)
    #expect(found.agents == 14)
    #expect(isClose(found.waitProbability, 0.1741319336))
    #expect(isClose(found.serviceLevel(within: 20), 0.8883500192))
    #expect(isClose(found.asaSeconds, 7.8359370118))
  }

  @Test(
    "every case of the reference computed elsewhere agrees to six digits",
    .enabled(if: ErlangReference.file != nil, "the reference is not beside the project"))
  func reference() throws {
    let file = try #require(ErlangReference.file, "the reference is not beside the project")
    let reference = try JSONDecoder().decode(ErlangReference.self, from: Data(contentsOf: file))
    var cases: [(ErlangReference.Case, OfferedLoad)] = []
    let mitan = try load(calls: 360, handle: 240)
    cases.append((reference.mitan, mitan))
    cases += reference.mitanByAgents.values.map { ($0, mitan) }
    let small = try load(calls: 100, handle: 180)
    cases += reference.small.values.map { ($0, small) }
    cases.append((reference.plain, try load(calls: 48, minutes: 1, handle: 60)))
    cases.append(
      (reference.thinned, try load(calls: reference.thinned.load, minutes: 1, handle: 60)))
    #expect(cases.count == 22)
    for (expected, load) in cases {
      let model = try ErlangC(load: load, agents: expected.agents)
      #expect(isClose(model.load.erlangs, expected.load))
      #expect(isClose(model.occupancy, expected.occupancy))
      #expect(isClose(model.blocking, expected.blocking))
      #expect(isClose(model.waitProbability, expected.waitProbability))
      #expect(isClose(model.asaSeconds, expected.asa))
      #expect(isClose(model.serviceLevel(within: expected.threshold), expected.serviceLevel))
      #expect(isClose(model.queueLength, expected.queueLength))
    }
  }

  @Test(
    "callers who hang up: the reference agrees to six digits",
    .enabled(if: ErlangReference.file != nil, "the reference is not beside the project"))
  func patience() throws {
    let file = try #require(ErlangReference.file, "the reference is not beside the project")
    let expected = try JSONDecoder()
      .decode(ErlangReference.self, from: Data(contentsOf: file)).impatient
    let model = try ErlangA(
      load: OfferedLoad(
        calls: expected.arrivals * 3_600, intervalSeconds: 3_600,
        handleSeconds: 1 / expected.answers),
      agents: expected.agents, patienceSeconds: 1 / expected.hangUps)
    #expect(isClose(model.waitProbability, expected.waitProbability))
    #expect(isClose(model.queueLength, expected.queueLength))
    #expect(isClose(model.abandonProbability, expected.abandoned))
    #expect(isClose(model.meanWaitSeconds, expected.meanWait))
    #expect(isClose(model.occupancy, expected.utilisation))
    #expect(isClose(model.waitProbability(longerThan: expected.threshold), expected.waitBeyond))
  }

  /// The chain of the number of callers, solved step by step without any formula.
  @Test(
    "Erlang A is the equilibrium of its birth and death chain, also with more load than agents",
    arguments: [
      (100.0, 180.0, 14, 120.0), (100, 180, 6, 60), (5, 300, 1, 30), (900, 240, 130, 500),
      (2, 600, 9, 1_000),
    ])
  func equilibrium(calls: Double, handle: Double, agents: Int, patience: Double) throws {
    let load = try load(calls: calls, handle: handle)
    let model = try ErlangA(load: load, agents: agents, patienceSeconds: patience)
    var probabilities = [1.0]
    for state in 1..<4_000 {
      let busy = Double(min(state, agents)) / handle
      let leaving = Double(max(0, state - agents)) / patience
      probabilities.append(probabilities[state - 1] * load.callsPerSecond / (busy + leaving))
    }
    let sum = probabilities.reduce(0, +)
    let waiting = probabilities[agents...].reduce(0, +) / sum
    let queue = probabilities.enumerated().reduce(0) {
      $0 + Double(max(0, $1.offset - agents)) * $1.element
    }
    #expect(isClose(model.waitProbability, waiting))
    #expect(isClose(model.queueLength, queue / sum))
    #expect(isClose(model.abandonProbability, queue / sum / patience / load.callsPerSecond))
    #expect(
      isClose(model.serviceLevel(within: 86_400), 1 - model.abandonProbability),
      "in the end everybody is answered or has hung up")
  }

  @Test("agents that the load keeps busy without end are refused by name and number")
  func unstable() throws {
    let load = try load(calls: 100, handle: 180)
    let failure = #expect(throws: ReportFailure.self) { try ErlangC(load: load, agents: 10) }
    #expect(failure?.description.contains("at least 11") == true)
    #expect(throws: ReportFailure.self) {
      try GivenLoad(load: load, agents: 10).report(.usual)
    }
    let impatient = try GivenLoad(load: load, patienceSeconds: 60, agents: 10).report(.usual)
    #expect(impatient.rows[0]["erlangC.serviceLevel"] == .null)
    #expect(impatient.rows[0]["erlangA.serviceLevel"] != .null)
  }

  @Test("so many agents that nobody waits are no trouble, nor are absurd numbers")
  func extremes() throws {
    let idle = try ErlangA(
      load: load(calls: 1, handle: 1), agents: OfferedLoad.agentsMax, patienceSeconds: 60)
    #expect(idle.serviceLevel(within: 0) == 1)
    #expect(idle.waitProbability == 0)
    #expect(throws: ReportFailure.self) { try load(calls: 1e7, handle: 86_400) }
    #expect(throws: ReportFailure.self) { try load(calls: 0, handle: 1) }
    #expect(throws: ReportFailure.self) {
      try ErlangA(
        load: load(calls: 1e6, minutes: 1, handle: 0.5), agents: 1, patienceSeconds: 86_400)
    }
    #expect(throws: ReportFailure.self) { try StaffingTarget("80%20") }
    #expect(throws: ReportFailure.self) { try StaffingTarget("100/20") }
  }

  @Test("words make a given load; half a one and another report's are refused")
  func words() throws {
    let words = [
      "calls": "100", "handle-seconds": "180", "service-level": "80", "within": "20",
    ]
    let details = try ReportDetails(words, of: .staffing)
    let report = try #require(details.given).report(details.target)
    #expect(report.total["erlangC.agents"] == .integer(14))
    #expect(report.rows.map { $0["agents"] }.contains(.integer(11)))
    let needed = try #require(report.rows.first { $0["reachedBy"] == .text("Erlang C") })
    #expect(needed["agents"] == .integer(14))
    #expect(needed["erlangC.waitProbability"] == .decimal(Millionths(count: 174_132)))
    #expect(throws: ReportFailure.invalidOption("handle-seconds", "is missing")) {
      try ReportDetails(["calls": "100"], of: .staffing)
    }
    #expect(throws: ReportFailure.self) { try ReportDetails(["agents": "7"], of: .staffing) }
    #expect(throws: ReportFailure.self) { try ReportDetails(words, of: .queues) }
  }

  @Test("measured: arrivals, handle times and patience of each queue and interval")
  func measured() throws {
    var options = ReportOptions(interval: .minutes(30))
    options.from = Timestamp(milliseconds: 0)
    var report = StaffingReport(options: options, target: .usual)
    for index: Int64 in 0..<100 {
      report.add(visit(at: index * 18_000, isAbandoned: index < 10))
      if index >= 10 { report.add(segment(at: index * 18_000, handle: 180)) }
    }
    let made = try report.report()
    let row = try #require(made.rows.first)
    #expect(made.rows.count == 1)
    #expect(row["calls"] == .integer(100))
    #expect(row["handleSeconds"] == .decimal(Millionths(count: 180_000_000)))
    // All waits together are 100 × 12 s; 10 hung up.
    #expect(row["patienceSeconds"] == .decimal(Millionths(count: 120_000_000)))
    #expect(row["erlangC.agents"] == .integer(14))
    #expect(row["erlangA.agents"] == .integer(12))
    #expect(made.total["calls"] == .integer(100))
  }

  @Test("a mean of more than a day has no model, and takes none from the other rows")
  func beyondModels() throws {
    var report = StaffingReport(
      options: ReportOptions(interval: .minutes(30)), target: .usual)
    for half: Int64 in 0..<2 {
      report.add(visit(at: half * 1_800_000))
      report.add(segment(at: half * 1_800_000, handle: half == 0 ? 100_000 : 180))
    }
    let rows = try report.report().rows
    #expect(rows.map { $0["offeredLoad"] == .null } == [true, false])
  }

  @Test("an hour that the clock shows twice is two intervals, each with its own arrivals")
  func clockChange() throws {
    let days = try CalendarDays(zone: "Europe/Berlin")
    let options = ReportOptions(calendar: days, interval: try ReportInterval("1h"))
    var report = StaffingReport(options: options, target: .usual)
    let start = try days.instant("2025-10-26T02:00")
    for minute: Int64 in 0..<120 {
      report.add(visit(at: start.milliseconds + minute * 60_000))
      report.add(segment(at: start.milliseconds + minute * 60_000, handle: 60))
    }
    let rows = try report.report().rows
    #expect(rows.map { $0["calls"] } == [.integer(60), .integer(60)])
    #expect(
      rows.map { $0["offeredLoad"] }
        == Array(
          repeating: .decimal(Millionths(count: 1_000_000)), count: 2))
    #expect(rows[0]["start"] == .text("2025-10-26T02:00:00+02:00"))
    #expect(rows[1]["start"] == .text("2025-10-26T02:00:00+01:00"))
  }

  private func visit(at time: Int64, isAbandoned: Bool = false) -> VisitRow {
    VisitRow {
      $0.queue = QueueID("a")
      $0.enqueuedAt = Timestamp(milliseconds: time)
      $0.receivedAt = $0.enqueuedAt
      $0.outcome = isAbandoned ? .abandoned : .answered
      $0.waitMilliseconds = 12_000
    }
  }

  private func segment(at time: Int64, handle: Int64) -> SegmentRow {
    SegmentRow {
      $0.queue = QueueID("a")
      $0.enqueuedAt = Timestamp(milliseconds: time)
      $0.outcome = .handled
      $0.talkMilliseconds = handle * 1_000
    }
  }
}
