import ContactCenter
import TestSupport
import Testing

@Suite("What holds of the views at every position")
struct ProjectionInvariantTests {
  @Test(
    "offered is answered, abandoned, other exits and waiting, and waiting is who really waits",
    arguments: 1...4)
  func queuesAddUp(seed: UInt64) {
    var history = RandomHistory(seed: seed)
    var projection = QueuesProjection(calendar: .utc)
    var store = ProjectionStore()
    for _ in 0..<500 {
      for event in history.next() { projection.apply(event) }
      store.drain(&projection)
      let waiting = history.callStates.filter(\.isInQueue)
      for row in store.rows("queues", QueueRow.self) {
        let counts = row.counts
        let left = counts.answered + counts.abandoned + counts.otherExits
        #expect(counts.offered == left + row.waiting, "seed \(seed), queue \(row.queue)")
        let here = waiting.filter { $0.queue == row.queue }
        #expect(row.waiting == Int64(here.count), "seed \(seed), queue \(row.queue)")
        let oldest = here.compactMap(\.queuedSince).min()
        #expect(row.oldestWaitingSince == oldest, "seed \(seed), queue \(row.queue)")
        let all = here.compactMap(\.queuedSince).sorted()
        #expect(row.waitingSince == all, "seed \(seed), queue \(row.queue)")
      }
    }
  }

  @Test("of a long queue the row names who has waited longest, and the latest hundred")
  func longQueue() throws {
    var projection = QueuesProjection(calendar: .utc)
    func happen(_ event: CallEvent, _ call: Int, at second: Int) {
      let time = Timestamp(milliseconds: Int64(second) * 1_000)
      projection.apply(
        RecordedEvent(
          position: UInt64(second), version: event == .abandoned() ? 2 : 1,
          stream: StreamName(.call, "\(call)"), source: "test", id: "\(second)", time: time,
          recordedTime: time, actor: .pbx, event: .call(event)))
    }
    for call in 1...102 { happen(.queued(), call, at: call) }
    for call in [1, 50] { happen(.abandoned(), call, at: 102 + call) }
    var store = ProjectionStore()
    store.drain(&projection)
    let row = try #require(store.rows("queues", QueueRow.self).first)
    let waiting = (2...102).filter { $0 != 50 }
    #expect(row.oldestWaitingSince == Timestamp(milliseconds: 2_000))
    #expect(row.waitingSince.map(\.milliseconds) == waiting.map { Int64($0) * 1_000 })
    happen(.queued(), 103, at: 200)
    store.drain(&projection)
    let longer = try #require(store.rows("queues", QueueRow.self).first)
    #expect(longer.waiting == 101)
    #expect(longer.oldestWaitingSince == Timestamp(milliseconds: 2_000))
    #expect(longer.waitingSince.count == QueueRow.waitingSinceMax)
    #expect(longer.waitingSince.first == Timestamp(milliseconds: 3_000))
  }

  @Test(
    "an agent's activity is what the floor says, and states add up to sessions", arguments: 1...4)
  func agentsAgreeWithTheFloor(seed: UInt64) {
    var history = RandomHistory(seed: seed)
    var projection = AgentsProjection(calendar: .utc)
    var store = ProjectionStore()
    for _ in 0..<500 {
      for event in history.next() { projection.apply(event) }
      store.drain(&projection)
      let rows = store.rows("agents", AgentRow.self)
      for desk in history.desks where desk.agent != .unknown {
        guard let row = rows.first(where: { $0.agent == desk.agent }) else { continue }
        #expect(row.activity == desk.activity, "seed \(seed), agent \(desk.agent)")
        #expect(row.presence == desk.presence, "seed \(seed), agent \(desk.agent)")
        #expect(row.sessionStartedAt == desk.sessionSince, "seed \(seed), agent \(desk.agent)")
      }
      for row in rows {
        #expect(row.states.sum == row.sessionMilliseconds, "seed \(seed), agent \(row.agent)")
      }
    }
  }

  @Test(
    "answers of all agents, the unknown one included, are the queues' answers", arguments: 1...4)
  func answersAgree(seed: UInt64) {
    var history = RandomHistory(seed: seed)
    var queues = QueuesProjection(calendar: .utc)
    var agents = AgentsProjection(calendar: .utc)
    var queueStore = ProjectionStore()
    var agentStore = ProjectionStore()
    for _ in 0..<500 {
      for event in history.next() {
        queues.apply(event)
        agents.apply(event)
      }
      queueStore.drain(&queues)
      agentStore.drain(&agents)
      let ofQueues = queueStore.rows("queues", QueueRow.self).reduce(0) { $0 + $1.counts.answered }
      let ofAgents = agentStore.rows("agents", AgentRow.self).reduce(0) { $0 + $1.counts.answered }
      #expect(ofQueues == ofAgents, "seed \(seed)")
    }
  }

  @Test("visits, counted one by one, are what the queues count", arguments: 1...4)
  func visitsAgreeWithQueues(seed: UInt64) {
    let events = RandomHistory.events(seed: seed, atLeast: 5_000)
    var visits = VisitsProjection(calendar: .utc)
    var queues = QueuesProjection(calendar: .utc)
    for event in events {
      visits.apply(event)
      queues.apply(event)
    }
    var store = ProjectionStore()
    store.drain(&visits)
    store.drain(&queues)
    let rows = store.rows("visits", VisitRow.self)
    let hungUp = store.rows("segments", SegmentRow.self).filter { $0.holdAbandonedAt != nil }
    for queue in store.rows("queues", QueueRow.self) {
      let here = rows.filter { $0.queue == queue.queue }
      func count(_ outcome: VisitRow.Outcome) -> Int64 {
        Int64(here.filter { $0.outcome == outcome }.count)
      }
      #expect(count(.answered) == queue.counts.answered, "seed \(seed)")
      #expect(count(.abandoned) == queue.counts.abandoned, "seed \(seed)")
      #expect(count(.exited) == queue.counts.otherExits, "seed \(seed)")
      #expect(count(.waiting) == queue.waiting, "seed \(seed)")
      #expect(count(.menu) == queue.menuAbandoned, "seed \(seed)")
      let onHold = hungUp.filter { $0.queue == queue.queue }
      #expect(Int64(onHold.count) == queue.holdAbandoned, "seed \(seed)")
      let waits = here.filter { $0.outcome == .answered }.compactMap(\.waitMilliseconds)
      #expect(waits.reduce(0, +) == queue.counts.answeredWaitMilliseconds, "seed \(seed)")
      let seconds = waits.map { min($0 / 1_000, 86_400) }.sorted()
      #expect(queue.waits?.max == seconds.last, "seed \(seed)")
      for (percent, figure) in [(50, queue.waits?.p50), (90, queue.waits?.p90)] {
        let rank = (seconds.count * percent + 99) / 100
        #expect(figure == (rank > 0 ? seconds[rank - 1] : nil), "seed \(seed)")
      }
    }
  }

  @Test("a call's state is what its own life cycle says", arguments: 1...8)
  func callStatesAgree(seed: UInt64) {
    var history = RandomHistory(seed: seed)
    var projection = CallsProjection(calendar: .utc)
    var store = ProjectionStore()
    for _ in 0..<800 {
      let events = history.next()
      for event in events { projection.apply(event) }
      store.drain(&projection)
      store.refreshSource(of: &projection)
      guard let last = events.last, let call = history.callState(of: last.stream) else { continue }
      let row = store.tables["calls"]?[last.stream.id]?.payload(CallRow.self)
      // Who took another call has left the work after this one, which only the views know.
      let isLeft = call.phase == .wrap && row?.state == .closed
      #expect(
        row?.state == call.phase || isLeft,
        "seed \(seed), \(last.stream) after \(last.event.type.name)")
    }
  }

  @Test("who hangs up in a later queue has abandoned, though the agent before still works on it")
  func abandonedDuringWrapUp() {
    let events: [CallEvent] = [
      .received(.init()), .queued(.init { $0.queue = QueueID("a") }),
      .answered(.init { $0.agent = AgentID("anna") }),
      .transferred(
        .init {
          $0.target = .queue
          $0.queue = QueueID("b")
        }), .queued(.init { $0.queue = QueueID("b") }), .abandoned(.init { $0.phase = .queue }),
    ]
    var call = Call(id: CallID("1"))
    var projection = CallsProjection(calendar: .utc)
    for (index, event) in events.enumerated() {
      let time = Timestamp(milliseconds: Int64(index) * 1_000)
      call.evolve(event, at: time)
      projection.apply(
        RecordedEvent(
          position: UInt64(index + 1), version: UInt64(index + 1), stream: StreamName(.call, "1"),
          source: "test", id: "\(index)", time: time, recordedTime: time,
          actor: Actor(kind: .integration), event: .call(event)))
    }
    var store = ProjectionStore()
    store.drain(&projection)
    #expect(call.phase == .abandoned && call.wrappingUp == [AgentID("anna")])
    #expect(store.rows("calls", CallRow.self).map(\.state) == [.abandoned])
  }

  @Test("contacts counted on customers' pages are the contacts listed", arguments: 1...4)
  func customersAddUp(seed: UInt64) {
    var projection = CustomersProjection(calendar: .utc)
    for event in RandomHistory.events(seed: seed, atLeast: 5_000) { projection.apply(event) }
    var store = ProjectionStore()
    store.drain(&projection)
    let contacts = store.rows("contacts", CustomerContact.self)
    let pages = store.rows("customers", CustomerRow.self).filter { $0.mergedInto == nil }
    #expect(pages.reduce(0) { $0 + $1.contactCount } == Int64(contacts.count), "seed \(seed)")
    let answered = contacts.filter { $0.outcome == .answered }.count
    #expect(pages.reduce(0) { $0 + $1.answeredCount } == Int64(answered), "seed \(seed)")
    for page in pages {
      #expect(page.contacts.map(\.position) == page.contacts.map(\.position).sorted())
    }
  }
}
