import ContactCenter
import TestSupport
import Testing

@Suite("An agent's shifts")
struct ShiftTests {
  private static let hour: Int64 = 3_600_000

  private func shift(_ name: String, _ start: Int64, _ end: Int64) -> AgentEvent {
    .shiftScheduled(
      .init {
        $0.shift = Code(name)
        $0.start = Timestamp(milliseconds: start * Self.hour)
        $0.end = Timestamp(milliseconds: end * Self.hour)
      })
  }

  private func cancelled(_ name: String) -> AgentEvent {
    .shiftCancelled(.init { $0.shift = Code(name) })
  }

  private func refusal(
    of event: AgentEvent, after given: [AgentEvent], as kind: ProposalKind = .command
  ) -> Rejection.Reason? {
    var agent = Agent(id: AgentID("anna"))
    for event in given { agent.evolve(event) }
    return agent.decide(event, by: Actor(kind: .supervisor), as: kind, on: Floor()).rejection?
      .reason
  }

  @Test("shifts may follow each other, and none overlaps another")
  func overlaps() {
    let early = shift("early", 8, 12)
    #expect(refusal(of: early, after: []) == nil)
    #expect(refusal(of: shift("lunch", 12, 13), after: [early]) == nil)
    for (start, end) in [(7, 9), (11, 13), (9, 10), (8, 12), (7, 13)] as [(Int64, Int64)] {
      #expect(refusal(of: shift("other", start, end), after: [early]) == .shiftsOverlap)
    }
    #expect(refusal(of: shift("other", 7, 9), after: [early, cancelled("early")]) == nil)
  }

  @Test("a shift ends after it begins, and within a day of 25 hours")
  func lengths() {
    #expect(refusal(of: shift("none", 8, 8), after: []) == .invalidShift)
    #expect(refusal(of: shift("back", 8, 7), after: []) == .invalidShift)
    #expect(refusal(of: shift("day", 0, 25), after: []) == nil)
    #expect(refusal(of: shift("long", 0, 26), after: []) == .invalidShift)
  }

  @Test("a name is scheduled once, and cancelled only while it is")
  func names() {
    let early = shift("early", 8, 12)
    #expect(refusal(of: shift("early", 20, 21), after: [early]) == .alreadyScheduled)
    #expect(refusal(of: cancelled("late"), after: [early]) == .notScheduled)
    #expect(refusal(of: cancelled("early"), after: []) == .notScheduled)
    #expect(refusal(of: cancelled("early"), after: [early]) == nil)
    #expect(refusal(of: cancelled("early"), after: [early, cancelled("early")]) == .notScheduled)
  }

  @Test("what another program reports of shifts is always taken, and replaces what it names")
  func facts() {
    let early = shift("early", 8, 12)
    for event in [early, shift("early", 9, 8), shift("other", 9, 10), cancelled("none")] {
      #expect(refusal(of: event, after: [early], as: .fact) == nil)
    }
    #expect(refusal(of: shift("other", 9, 10), after: [early, shift("early", 20, 21)]) == nil)
  }

  @Test("commands never leave two shifts that overlap", arguments: UInt64(1)...20)
  func neverOverlaps(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var agent = Agent(id: AgentID("anna"))
    var scheduled: [String: (Int64, Int64)] = [:]
    for _ in 0..<300 {
      let name = "s\(Int.random(in: 0..<12, using: &random))"
      let start = Int64.random(in: 0..<60, using: &random)
      let end = start + Int64.random(in: -2...30, using: &random)
      let isCancelled = Bool.random(using: &random)
      let event = isCancelled ? cancelled(name) : shift(name, start, end)
      guard
        case .accept = agent.decide(event, by: Actor(kind: .supervisor), as: .command, on: Floor())
      else { continue }
      agent.evolve(event)
      scheduled[name] = isCancelled ? nil : (start, end)
    }
    let shifts = scheduled.values.sorted { $0.0 < $1.0 }
    for (left, right) in zip(shifts, shifts.dropFirst()) {
      #expect(left.1 <= right.0, "seed \(seed)")
    }
    #expect(shifts.allSatisfy { $0.0 < $0.1 }, "seed \(seed)")
  }
}
