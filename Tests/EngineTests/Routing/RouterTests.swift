import ContactCenter
import Engine
import EventCodec
import EventLog
import Testing

@Suite("The engine's router")
struct RouterTests {
  private static let sales = StreamName(.queue, "sales")

  private func setUp(
    _ strategy: RoutingStrategy = .longestIdle, agents: [String] = ["anna"],
    _ settings: (inout QueueEvent.Configured) -> Void = { _ in }
  ) async throws -> RouterFixture {
    let fixture = try RouterFixture()
    let configured = QueueEvent.Configured {
      $0.strategy = strategy
      $0.ringSeconds = 20
      settings(&$0)
    }
    try await fixture.happen([(Self.sales, .queue(.configured(configured)))])
    for agent in agents {
      let stream = StreamName(.agent, agent)
      try await fixture.happen([
        (stream, .agent(.queueJoined(.init { $0.queue = QueueID("sales") }))),
        (stream, .agent(.presenceChanged(.init { $0.presence = .available }))),
      ])
    }
    return fixture
  }

  private func arrive(_ id: String, _ fixture: RouterFixture) async throws {
    try await fixture.happen([(call(id), received), (call(id), queued("sales"))])
  }

  @Test("a queued call rings the agent who is free, with the decision before it, once")
  func offers() async throws {
    let fixture = try await setUp()
    try await arrive("1", fixture)
    #expect(try await fixture.route() == 20_000)
    #expect(try fixture.routed() == ["call/1 call.routed", "call/1 call.offered"])
    _ = try await fixture.route()
    let other = try fixture.restarted()
    try await other.engine.open()
    #expect(try await other.route() == 20_000)
    #expect(try fixture.routed().count == 2)
    let row = try fixture.rows("calls")[0]
    #expect(row.contains(#""state":"Offered""#))
    #expect(row.contains(#""strategy":"longest_idle","ruleVersion":1,"ids":["anna"]"#))
    #expect(row.contains(#""candidates":[{"agent":"anna","idleSince":""#))
    try await fixture.happen([(call("1"), answered("anna"))])
    #expect(try fixture.rows("waiting") == [])
  }

  @Test("asked again before the views have caught up, it decides nothing twice")
  func waitsForViews() async throws {
    let fixture = try await setUp(agents: ["anna", "ben"])
    try await arrive("1", fixture)
    for _ in 0..<3 { await fixture.router.route() }
    await fixture.otherRouter().route()
    #expect(try fixture.routed().count == 2)
  }

  @Test("an external queue is never routed")
  func external() async throws {
    let fixture = try await setUp(.external)
    try await arrive("1", fixture)
    #expect(try await fixture.route() == nil)
    #expect(try fixture.routed() == [])
  }

  @Test("an offer that rings out is missed at its time, also after downtime, and made to another")
  func missed() async throws {
    let fixture = try await setUp(agents: ["anna", "ben"])
    try await arrive("1", fixture)
    _ = try await fixture.route()
    let after = try fixture.restarted()
    try await after.engine.open()
    after.time.advance(to: RouterFixture.start + 500_000)
    _ = try await after.route()
    _ = try await after.route()
    #expect(
      try after.routed().suffix(3) == [
        "call/1 call.offer_missed", "call/1 call.routed", "call/1 call.offered",
      ])
    let missed = try #require(try after.events().last { $0.type == "call.offer_missed" })
    #expect(missed.time == RouterFixture.start + 20_000)
    #expect(missed.recordedTime == RouterFixture.start + 500_000)
    let waiting = try after.rows("waiting")[0]
    #expect(waiting.contains(#""offers":[{"agent":"ben""#))
    #expect(waiting.contains(#""misses":[{"agent":"anna""#))
  }

  @Test("what the log's writer knows and the views do not is not overruled")
  func stale() async throws {
    let fixture = try await setUp(agents: ["anna"])
    try await arrive("1", fixture)
    // The views have not heard of the hang-up yet; the writer has.
    await fixture.report([(call("1"), .call(.abandoned(.init { $0.phase = .queue })))])
    let head = fixture.log.head
    await fixture.router.route()
    #expect(fixture.log.head == head)
    try await fixture.engine.open()
    #expect(try await fixture.route() == nil)
    #expect(fixture.log.head == head)
  }

  @Test("an agent whom the writer knows to be busy is passed over at once")
  func busyAgent() async throws {
    let fixture = try await setUp(agents: ["anna", "ben"])
    try await arrive("1", fixture)
    await fixture.report([(call("9"), received), (call("9"), queued("else"))])
    await fixture.report([(call("9"), answered("anna"))])
    await fixture.router.route()
    let last = try #require(try fixture.events().last)
    #expect(last.type == "call.offered")
    #expect(last.agent == "ben")
  }

  @Test("an agent who was on a call before any queue was routed here is found to be busy")
  func busyBefore() async throws {
    let fixture = try RouterFixture()
    let anna = StreamName(.agent, "anna")
    try await fixture.happen([
      (anna, .agent(.queueJoined(.init { $0.queue = QueueID("sales") }))),
      (anna, .agent(.presenceChanged(.init { $0.presence = .available }))),
      (call("0"), received), (call("0"), queued("sales")), (call("0"), offered("anna")),
      (call("0"), answered("anna")),
      (Self.sales, .queue(.configured(.init { $0.strategy = .longestIdle }))),
      (call("1"), received), (call("1"), queued("sales")),
    ])
    #expect(try await fixture.route() == 1_000, "it tries again after a second")
    #expect(try fixture.routed() == [])
    try await fixture.happen([
      (call("0"), .call(.ended(.init { $0.wrapMilliseconds = 0 })))
    ])
    fixture.time.advance(to: RouterFixture.start + 1_000)
    _ = try await fixture.route()
    #expect(try fixture.routed().count == 2)
  }

  @Test("ring all rings everybody, and one answer rescinds the others")
  func ringAll() async throws {
    let fixture = try await setUp(.ringAll, agents: ["anna", "ben", "cleo"])
    try await arrive("1", fixture)
    _ = try await fixture.route()
    #expect(try fixture.routed().count == 4)
    try await fixture.happen([(call("1"), answered("ben"))])
    let types = try fixture.events().suffix(3).map(\.type)
    #expect(types == ["call.answered", "call.offer_rescinded", "call.offer_rescinded"])
    try await arrive("2", fixture)
    _ = try await fixture.route()
    #expect(try fixture.routed().suffix(3).contains("call/2 call.offered"))
  }

  @Test("opening hours hold in the queue's zone, and an unknown zone is refused")
  func hours() async throws {
    // The fixture's clock stands at 9:00 in UTC: 18:00 in Tokyo.
    let fixture = try await setUp {
      $0.openFromMinute = 9 * 60
      $0.openToMinute = 17 * 60
      $0.zone = Code("Asia/Tokyo")
    }
    try await arrive("1", fixture)
    _ = try await fixture.route()
    let exited = try #require(try fixture.events().last)
    #expect(exited.type == "call.queue_exited")
    #expect(String(decoding: exited.wire, as: UTF8.self).contains(#""cause":"closed""#))
    let nowhere = QueueEvent.Configured { $0.zone = Code("Mars/Base") }
    await #expect(throws: ClockFixture.Unexpected.self) {
      try await fixture.happen([(Self.sales, .queue(.configured(nowhere)))])
    }
  }

  @Test("callers are given an estimate once, and the view is the same when it is folded anew")
  func estimates() async throws {
    let fixture = try await setUp { $0.estimatesWait = true }
    for id in 1...5 {
      try await arrive("\(id)", fixture)
      _ = try await fixture.route()
      try await fixture.happen([(call("\(id)"), answered("anna"))])
      fixture.time.advance(to: RouterFixture.start + Int64(id) * 60_000)
      try await fixture.happen([
        (call("\(id)"), .call(.ended(.init { $0.wrapMilliseconds = 0 })))
      ])
    }
    for id in ["a", "b", "c"] { try await arrive(id, fixture) }
    _ = try await fixture.route()
    _ = try await fixture.route()
    let told = try fixture.routed().filter { $0.hasSuffix("wait_estimated") }
    #expect(told == ["call/b call.wait_estimated", "call/c call.wait_estimated"])
    let rows = try fixture.rows("calls").filter { $0.contains("estimatedWaitMilliseconds") }
    #expect(rows.map { $0.contains(#""estimatedWaitMilliseconds":120000"#) } == [true, false])
    #expect(rows.map { $0.contains(#""estimatedWaitMilliseconds":180000"#) } == [false, true])
    let rebuilt = try fixture.rebuilt()
    try await rebuilt.engine.open()
    for view in ["routing", "waiting", "routing-agents", "calls", "estimates"] {
      #expect(try rebuilt.rows(view) == fixture.rows(view), "\(view)")
    }
  }

  @Test("while it runs, a call that comes in rings at once, and a miss is noticed by the clock")
  func runs() async throws {
    let fixture = try await setUp(agents: ["anna", "ben"])
    await withDiscardingTaskGroup { group in
      group.addTask { await fixture.engine.projections.follow() }
      group.addTask { await fixture.router.run() }
      var sleeps = fixture.time.sleeps.stream.makeAsyncIterator()
      var heads = fixture.heads().makeAsyncIterator()
      await fixture.report([(call("1"), received), (call("1"), queued("sales"))])
      #expect(await sleeps.next() == RouterFixture.start + 20_000)
      fixture.time.advance(to: RouterFixture.start + 20_000)
      while let head = await heads.next(), head < 12 {}
      #expect(
        (try? fixture.routed()) == [
          "call/1 call.routed", "call/1 call.offered", "call/1 call.offer_missed",
          "call/1 call.routed", "call/1 call.offered",
        ])
      group.cancelAll()
    }
  }
}
