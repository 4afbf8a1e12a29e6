import ContactCenter
import Engine
import EventCodec
import EventLog
import Testing

@Suite("The engine's clock")
struct DeadlineClockTests {
  private static let problem = StreamName(.case, "k1")
  private static let queue = StreamName(.queue, "sales")
  private static let limits = Event.queue(.configured(.init { $0.serviceLevelSeconds = 20 }))

  private func promise(inSeconds seconds: Int64, grace: Int64 = 600) -> Event {
    .case(
      .followUpScheduled(
        .init {
          $0.followUp = Code("f1")
          $0.due = Timestamp(milliseconds: ClockFixture.start + seconds * 1_000)
          $0.graceSeconds = grace
        }))
  }

  private func opened(_ fixture: ClockFixture, promise: Event) async throws {
    try await fixture.happen([
      (Self.problem, .case(.opened(.init { $0.customer = CustomerID("c1") }))),
      (Self.problem, promise),
    ])
  }

  @Test("a follow-up falls due at its time, once, and is missed when its grace is over")
  func firesOnce() async throws {
    let fixture = try ClockFixture()
    try await opened(fixture, promise: promise(inSeconds: 60))
    #expect(try await fixture.pass(to: 59_999) == 60_000)
    #expect(try fixture.fired() == [])
    #expect(try await fixture.pass(to: 60_000) == 660_000)
    #expect(try await fixture.pass(to: 60_001) == 660_000)
    #expect(try fixture.fired() == ["case.follow_up_due"])
    #expect(try fixture.rows("followups")[0].contains(#""state":"due""#))
    #expect(try await fixture.pass(to: 660_000) == nil)
    #expect(try await fixture.pass(to: 9_000_000) == nil)
    #expect(try fixture.fired() == ["case.follow_up_due", "case.follow_up_missed"])
    #expect(try fixture.rows("followups")[0].contains(#""state":"missed""#))
  }

  @Test("asked again before the views have caught up, it appends nothing twice")
  func repeatedBeforeFold() async throws {
    let fixture = try ClockFixture()
    try await opened(fixture, promise: promise(inSeconds: 60))
    fixture.time.advance(to: ClockFixture.start + 60_000)
    for _ in 0..<3 { await fixture.clock.fireDue() }
    let other = DeadlineClock(engine: fixture.engine)
    await other.fireDue()
    #expect(try fixture.fired() == ["case.follow_up_due"])
  }

  @Test("what came due while nothing ran fires once afterwards, with the time at which it was due")
  func overdueAfterDowntime() async throws {
    let before = try ClockFixture()
    try await opened(before, promise: promise(inSeconds: 60))
    let after = try before.restarted()
    try await after.engine.open()
    #expect(try await after.pass(to: 100_000_000) == nil)
    #expect(try after.fired() == ["case.follow_up_due", "case.follow_up_missed"])
    let events = try after.log.read(after: 2, bytesMax: 1 << 20)
    #expect(events.map(\.time) == [ClockFixture.start + 60_000, ClockFixture.start + 660_000])
    #expect(events.allSatisfy { $0.recordedTime == ClockFixture.start + 100_000_000 })
    let again = try after.restarted()
    try await again.engine.open()
    #expect(try await again.pass(to: 100_000_001) == nil)
    #expect(try again.fired().count == 2)
  }

  @Test("a rebuild equals the live history")
  func rebuildEquals() async throws {
    let live = try ClockFixture()
    try await live.happen([(Self.queue, Self.limits)])
    try await opened(live, promise: promise(inSeconds: 60))
    try await live.happen([(call("1"), received), (call("1"), queued("sales"))])
    _ = try await live.pass(to: 20_000)
    try await live.happen([(call("2"), received), (call("2"), queued("sales"))])
    _ = try await live.pass(to: 61_000)
    #expect(try live.fired().count == 3)
    let rebuilt = try live.rebuilt()
    try await rebuilt.engine.open()
    for view in ["cases", "followups", "deadlines", "calls", "queues"] {
      #expect(try rebuilt.rows(view) == live.rows(view), "\(view)")
    }
    #expect(await rebuilt.clock.fireDue() == ClockFixture.start + 660_000)
    #expect(try rebuilt.fired().count == 3)
  }

  @Test("a review of access falls due once a period, and is settled by the review")
  func accessReview() async throws {
    let fixture = try ClockFixture()
    let all = StreamName(.access, "all")
    let day: Int64 = 86_400_000
    try await fixture.happen([(all, .access(.reviewScheduled(.init { $0.periodDays = 90 })))])
    #expect(try await fixture.pass(to: 90 * day - 1) == 90 * day)
    #expect(try fixture.fired() == [])
    #expect(try await fixture.pass(to: 91 * day) == nil)
    #expect(try fixture.fired() == ["access.review_due"])
    #expect(try fixture.rows("security-reviews")[0].contains(#""isDue":true"#))
    try await fixture.happen([(all, .access(.reviewCompleted(.init { $0.findings = 2 })))])
    let row = try fixture.rows("security-reviews")[0]
    #expect(row.contains(#""isDue":false"#) && row.contains(#""lastReviewer":"sam""#))
    #expect(try await fixture.pass(to: 92 * day) == 181 * day)
    #expect(try await fixture.pass(to: 181 * day) == nil)
    #expect(try fixture.fired() == ["access.review_due", "access.review_due"])
    let rebuilt = try fixture.rebuilt()
    try await rebuilt.engine.open()
    for view in ["security-reviews", "deadlines"] {
      #expect(try rebuilt.rows(view) == fixture.rows(view), "\(view)")
    }
  }

  @Test("wrap-up ends by the queue's limit, as long as the limit however late that is recorded")
  func wrapLimit() async throws {
    let fixture = try ClockFixture()
    let anna = StreamName(.agent, "anna")
    try await fixture.happen([
      (Self.queue, .queue(.configured(.init { $0.wrapSeconds = 60 }))),
      (anna, .agent(.presenceChanged(.init { $0.presence = .available }))),
      (call("1"), received), (call("1"), queued("sales")), (call("1"), offered("anna")),
      (call("1"), answered("anna")), (call("1"), .call(.ended(.init { $0.by = .customer }))),
    ])
    #expect(try fixture.rows("agents")[0].contains(#""activity":"wrappingUp""#))
    #expect(try await fixture.pass(to: 7_200_000) == nil)
    #expect(try fixture.fired() == ["call.wrap_ended"])
    let agent = try fixture.rows("agents")[0]
    #expect(agent.contains(#""activity":"idle""#))
    #expect(agent.contains(#""wrapMilliseconds":60000"#))
    #expect(try fixture.rows("calls")[0].contains(#""state":"Closed""#))
  }

  @Test("a kept promise and an answered call fall due no more")
  func settled() async throws {
    let fixture = try ClockFixture()
    try await fixture.happen([(Self.queue, Self.limits)])
    try await opened(fixture, promise: promise(inSeconds: 60))
    try await fixture.happen([
      (Self.problem, .case(.followUpCompleted(.init { $0.followUp = Code("f1") }))),
      (call("1"), received), (call("1"), queued("sales")),
      (call("1"), .call(.abandoned(.init { $0.phase = .queue }))),
    ])
    #expect(try await fixture.pass(to: 1_000_000) == nil)
    #expect(try fixture.fired() == [])
  }

  @Test("a deadline that no longer applies is refused by the state, and dropped")
  func refused() async throws {
    let fixture = try ClockFixture()
    try await fixture.happen([(Self.queue, Self.limits)])
    try await fixture.happen([(call("1"), received), (call("1"), queued("sales"))])
    fixture.time.advance(to: ClockFixture.start + 20_000)
    // The views have not heard of the hang-up yet; the writer has.
    let hangUp = IncomingEvent(
      stream: call("1"), event: .call(.abandoned(.init { $0.phase = .queue })), source: "test")
    _ = await fixture.engine.commands.submit(
      AppendCommand(events: [hangUp], kind: .fact, actor: Actor(kind: .integration, id: "test")))
    let head = fixture.log.head
    #expect(await fixture.clock.fireDue() == nil)
    #expect(fixture.log.head == head)
  }

  @Test("while it runs it sleeps until the next deadline, and is woken by an earlier one")
  func runs() async throws {
    let fixture = try ClockFixture()
    try await fixture.engine.open()
    await withDiscardingTaskGroup { group in
      group.addTask { await fixture.engine.projections.follow() }
      group.addTask { await fixture.clock.run() }
      var sleeps = fixture.time.sleeps.stream.makeAsyncIterator()
      var heads = fixture.log.heads().makeAsyncIterator()
      let opening = Event.case(.opened(.init()))
      await fixture.command([(Self.problem, opening), (Self.problem, promise(inSeconds: 60))])
      #expect(await sleeps.next() == ClockFixture.start + 60_000)
      await fixture.command([(Self.problem, promise(inSeconds: 30))])
      #expect(await sleeps.next() == ClockFixture.start + 30_000)
      fixture.time.advance(to: ClockFixture.start + 30_000)
      while let head = await heads.next(), head < 4 {}
      #expect((try? fixture.fired()) == ["case.follow_up_due"])
      group.cancelAll()
    }
  }
}

extension ClockFixture {
  /// Appends events that happen now; the loop folds them.
  fileprivate func command(_ events: [(StreamName, Event)]) async {
    let incoming = events.map { IncomingEvent(stream: $0.0, event: $0.1, source: "test") }
    _ = await engine.commands.submit(
      AppendCommand(events: incoming, kind: .command, actor: Actor(kind: .supervisor, id: "sam")))
  }
}

extension InMemoryEventLog {
  /// Every head that the log has from now on.
  fileprivate func heads() -> AsyncStream<UInt64> {
    let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self)
    let observation = observeHead { continuation.yield($0) }
    continuation.onTermination = { _ in observation.cancel() }
    continuation.yield(head)
    return stream
  }
}
