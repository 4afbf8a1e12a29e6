import ContactCenter
import Engine
import EventCodec
import EventLog
import Testing

@Suite("Commands")
struct CommandTests {
  @Test("an accepted command is in the log, with its position and version")
  func accepted() async throws {
    let fixture = try EngineFixture()
    let outcome = await fixture.submit([(call("1"), received), (call("1"), queued("sales"))])
    guard case .appended(let receipt) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(receipt == AppendReceipt(first: 1, last: 2, version: 2, isRepeat: false))
    #expect(fixture.log.head == 2)
  }

  @Test("a command that contradicts the state is refused with the state and what it allows")
  func refused() async throws {
    let fixture = try EngineFixture()
    _ = await fixture.submit([(call("1"), received)])
    let outcome = await fixture.submit([(call("1"), answered("anna"))])
    guard case .rejected(let rejection, let index) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(index == 0)
    #expect(rejection.state == "Ringing")
    #expect(rejection.allowed.contains("call.queued"))
    #expect(fixture.log.head == 1)
  }

  @Test("a batch is kept whole or not at all, and what it had changed is forgotten")
  func atomicBatch() async throws {
    let fixture = try EngineFixture()
    let outcome = await fixture.submit([
      (call("1"), received), (call("1"), queued("sales")), (call("1"), received),
    ])
    guard case .rejected(_, let index) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(index == 2)
    #expect(fixture.log.head == 0)
    guard case .appended = await fixture.submit([(call("1"), received)]) else {
      Issue.record("the call still counts as received")
      return
    }
  }

  @Test("who ends the session has left the work after their calls")
  func endOfSession() async throws {
    let fixture = try EngineFixture()
    let anna = StreamName(.agent, "anna")
    let end = Event.agent(.sessionEnded(.init()))
    _ = await fixture.submit([(anna, .agent(.sessionStarted(.init())))])
    _ = await fixture.submit(
      [
        (call("1"), received), (call("1"), queued("sales")), (call("1"), answered("anna")),
        (call("1"), .call(.ended(.init { $0.by = .customer }))),
      ], as: .fact)
    _ = await fixture.submit([(anna, end)])
    let last = try fixture.log.read(after: 5, bytesMax: 1 << 20).map { "\($0.stream) \($0.type)" }
    #expect(last == ["agent/anna agent.session_ended", "call/1 call.wrap_ended"])
    let wrap = try #require(try fixture.log.event(at: 7))
    #expect(wrap.agent == "anna")
  }

  @Test("what follows from an event takes no identity that its source has used itself")
  func consequenceIdentity() async throws {
    let fixture = try EngineFixture()
    func fact(_ id: String, _ events: [(StreamName, Event)]) async {
      for (stream, event) in events {
        let incoming = IncomingEvent(
          stream: stream, event: event, source: "pbx", id: id,
          time: Timestamp(milliseconds: 1_795_338_000_000))
        _ = await fixture.engine.commands.submit(
          AppendCommand(events: [incoming], kind: .fact, actor: Actor(kind: .integration)))
      }
    }
    await fact("x/1", [(call("1"), received)])
    await fact("b", [(call("1"), queued("sales"))])
    await fact("c", [(call("1"), offered("anna"))])
    await fact("d", [(call("1"), offered("ben"))])
    await fact("x", [(call("1"), answered("anna"))])
    let kept = try fixture.log.read(after: 4, bytesMax: 1 << 20).map { "\($0.id) \($0.type)" }
    #expect(Set(kept) == ["x/2 call.offer_rescinded", "x call.answered"])
  }

  @Test("a fact that contradicts the state is quarantined, and its repeat is answered alike")
  func quarantine() async throws {
    let fixture = try EngineFixture()
    let event = [(call("9"), answered("anna"))]
    let first = await fixture.submit(event, id: "f", as: .fact, contradiction: .quarantine)
    let again = await fixture.submit(event, id: "f", as: .fact, contradiction: .quarantine)
    guard case .quarantined(1) = first, case .quarantined(1) = again else {
      Issue.record("\(first), then \(again)")
      return
    }
    #expect(fixture.log.head == 1)
    let kept = try #require(try fixture.log.event(at: 1))
    #expect(kept.type == "source.event_quarantined")
    #expect(kept.stream == "source/test")
    let wire = String(decoding: kept.wire, as: UTF8.self)
    #expect(wire.contains("notBegun"))
    #expect(!wire.contains("anna"), "what the source said is personal")
  }

  @Test("the same id and body is answered with the first receipt; another body is refused")
  func idempotence() async throws {
    let fixture = try EngineFixture()
    _ = await fixture.submit([(call("1"), received)], id: "a")
    guard case .appended(let receipt) = await fixture.submit([(call("1"), received)], id: "a")
    else {
      Issue.record("the repeat was not taken")
      return
    }
    #expect(receipt == AppendReceipt(first: 1, last: 1, version: 1, isRepeat: true))
    let other = await fixture.submit([(call("1"), queued("sales"))], id: "a")
    guard case .failed(.refused(.identityConflict(_, let position))) = other else {
      Issue.record("\(other)")
      return
    }
    #expect(position == 1)
  }

  @Test("an expected version that does not hold refuses the command")
  func expectedVersion() async throws {
    let fixture = try EngineFixture()
    _ = await fixture.submit([(call("1"), received)])
    let outcome = await fixture.submit(
      [(call("1"), queued("sales"))], expected: ("call/1", .exactly(7)))
    #expect(fixture.log.head == 1)
    guard case .failed(.refused(.wrongVersion(_, _, let actual))) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(actual == 1)
  }

  @Test("an agent has one open offer, also across a restart that must read the floor again")
  func floorAcrossRestart() async throws {
    let fixture = try EngineFixture()
    let anna = StreamName(.agent, "anna")
    let available = AgentEvent.PresenceChanged { $0.presence = .available }
    _ = await fixture.submit([
      (anna, .agent(.sessionStarted(AgentEvent.SessionStarted()))),
      (anna, .agent(.presenceChanged(available))),
      (call("1"), received), (call("1"), queued("sales")), (call("1"), offered("anna")),
      (call("2"), received), (call("2"), queued("sales")),
    ])
    #expect(fixture.log.head == 7)
    for running in [fixture, try fixture.restarted()] {
      let outcome = await running.submit([(call("2"), offered("anna"))])
      guard case .rejected(let rejection, _) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(rejection.reason == .agentHasOpenOffer)
    }
  }
}
