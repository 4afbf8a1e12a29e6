import ContactCenter
import Engine
import EventLog
import Testing

@Suite("Decisions on quarantined events")
struct QuarantineDeskTests {
  private static let operatorActor = Actor(kind: .operator, id: "olga")

  /// An answer before the call is known to be received: quarantined at position 1.
  private func quarantined() async throws -> EngineFixture {
    let fixture = try EngineFixture()
    _ = await fixture.submit(
      [(call("9"), answered("anna"))], id: "f", as: .fact, contradiction: .quarantine)
    try #require(fixture.log.head == 1)
    return fixture
  }

  private func readmit(_ fixture: EngineFixture, _ position: UInt64 = 1) async -> QuarantineOutcome
  {
    await fixture.engine.quarantine.readmit(
      position, because: Code("the call was received after all"), by: Self.operatorActor)
  }

  @Test("an event that the state holds by now is let in, with its source, time and decision")
  func readmission() async throws {
    let fixture = try await quarantined()
    _ = await fixture.submit([(call("9"), received), (call("9"), queued("sales"))])
    guard case .settled(let receipt) = await readmit(fixture) else {
      Issue.record("it was not let in")
      return
    }
    #expect(receipt.first == 4)
    #expect(receipt.last == 5)
    let decision = try #require(try fixture.log.event(at: 4))
    #expect(decision.type == "source.quarantine_readmitted")
    let event = try #require(try fixture.log.event(at: 5))
    #expect(event.type == "call.answered")
    #expect(event.stream == "call/9")
    #expect(event.source == "test")
    #expect(event.id == "f-0.readmitted")
    #expect(event.time == 1_795_338_000_000)
    #expect(try fixture.engine.quarantine.list(QuarantineFilter()) == [])
    let settled = try #require(
      try fixture.engine.quarantine.list(QuarantineFilter(status: .readmitted)).first)
    #expect(settled.settlement?.actor == Self.operatorActor)
    #expect(settled.settlement?.position == 4)
  }

  @Test("an event that the state still does not hold stays, and the log does not grow")
  func staying() async throws {
    let fixture = try await quarantined()
    guard case .rejected(let rejection) = await readmit(fixture) else {
      Issue.record("it was not refused")
      return
    }
    #expect(rejection.reason == .notBegun)
    #expect(fixture.log.head == 1)
    #expect(try fixture.engine.quarantine.event(at: 1)?.status == .waiting)
  }

  @Test("a decision is made once, also by two at the same time")
  func once() async throws {
    let fixture = try await quarantined()
    let desk = fixture.engine.quarantine
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          guard
            case .settled = await desk.dismiss(1, because: Code("noise"), by: Self.operatorActor)
          else { return false }
          return true
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(outcomes == 1)
    #expect(fixture.log.head == 2)
    guard case .alreadySettled(.dismissed) = await readmit(fixture) else {
      Issue.record("a dismissed event was decided on again")
      return
    }
    let dismissed = try #require(try desk.event(at: 1))
    #expect(dismissed.settlement?.reason == "noise")
  }

  @Test("decisions go on after the first, on what a source reported before it and after it")
  func goingOn() async throws {
    let fixture = try await quarantined()
    for position: UInt64 in [1, 3, 5] {
      if position > 1 {
        _ = await fixture.submit(
          [(call("9"), answered("anna"))], id: "f\(position)", as: .fact,
          contradiction: .quarantine)
      }
      let outcome = await fixture.engine.quarantine.dismiss(
        position, because: Code("noise"), by: Self.operatorActor)
      guard case .settled(let receipt) = outcome else {
        Issue.record("\(position): \(outcome)")
        return
      }
      #expect(receipt.last == position + 1)
    }
  }

  @Test("an event of a call with the longest of names goes back to that call")
  func longName() async throws {
    let fixture = try EngineFixture()
    let name = String(repeating: "a", count: 128)
    _ = await fixture.submit(
      [(call(name), answered("anna"))], id: "f", as: .fact, contradiction: .quarantine)
    _ = await fixture.submit([(call(name), received), (call(name), queued("sales"))])
    guard case .settled(let receipt) = await readmit(fixture) else {
      Issue.record("it was not let in")
      return
    }
    #expect(try fixture.log.event(at: receipt.last)?.stream == "call/\(name)")
  }

  @Test("positions of other events, and beyond the log, hold nothing in quarantine")
  func unknown() async throws {
    let fixture = try await quarantined()
    _ = await fixture.submit([(call("1"), received)])
    for position: UInt64 in [0, 2, 3, .max] {
      guard case .unknown = await readmit(fixture, position) else {
        Issue.record("position \(position)")
        continue
      }
    }
  }

  @Test("a line is let in with the id that its event would have had; an unreadable one never")
  func lines() async throws {
    let fixture = try EngineFixture()
    func quarantine(_ fill: (inout SourceEvent.EventQuarantined) -> Void) async {
      let event = Event.source(
        .eventQuarantined(
          .init {
            $0.reason = Code("notBegun")
            $0.line = 7
            $0.raw = "1700000000|c|q|SIP/1|CONNECT|5"
            fill(&$0)
          }))
      _ = await fixture.submit(
        [(StreamName(.source, "test"), event)], id: "line\(fixture.log.head)", as: .fact)
    }
    await quarantine {
      $0.type = Code("call.answered")
      $0.stream = "call/9"
      $0.proposed = #"{"agent":"anna"}"#
      $0.proposedID = "abc.0"
    }
    await quarantine { _ in }
    _ = await fixture.submit([(call("9"), received), (call("9"), queued("sales"))])
    guard case .settled(let receipt) = await readmit(fixture) else {
      Issue.record("the line was not let in")
      return
    }
    #expect(try fixture.log.event(at: receipt.last)?.id == "abc.0")
    guard case .noEvent = await readmit(fixture, 2) else {
      Issue.record("an unreadable line was let in")
      return
    }
    #expect(try fixture.engine.quarantine.raw(at: 2) == "1700000000|c|q|SIP/1|CONNECT|5")
  }

  @Test("the list is cut by state, source, place and number")
  func list() async throws {
    let fixture = try EngineFixture()
    for number in 1...5 {
      _ = await fixture.submit(
        [(call("\(number)"), answered("anna"))], id: "f\(number)", as: .fact,
        contradiction: .quarantine)
    }
    let desk = fixture.engine.quarantine
    _ = await desk.dismiss(2, because: Code("noise"), by: Self.operatorActor)
    func positions(_ filter: QuarantineFilter) throws -> [UInt64] {
      try desk.list(filter).map(\.position)
    }
    #expect(try positions(QuarantineFilter()) == [1, 3, 4, 5])
    #expect(try positions(QuarantineFilter(status: nil, limit: 3)) == [1, 2, 3])
    #expect(try positions(QuarantineFilter(after: 3)) == [4, 5])
    #expect(try positions(QuarantineFilter(source: "other")) == [])
    #expect(try positions(QuarantineFilter(status: .dismissed)) == [2])
  }
}
