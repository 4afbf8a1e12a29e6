import ContactCenter
import TestSupport
import Testing

@Suite("Abandoned calls that are still to be called back")
struct AbandonedCallTests {
  /// Events of several calls and customers, one after the other, a second apart.
  private struct Story {
    private var projection = CustomersProjection(calendar: .utc)
    private var store = ProjectionStore()
    private var versions: [StreamName: UInt64] = [:]
    private var position: UInt64 = 0

    mutating func happen(_ call: String, _ events: CallEvent...) {
      for event in events { record(.call(event), on: StreamName(.call, call)) }
    }

    mutating func merge(_ customer: String, into other: String) {
      record(
        .customer(.merged(.init { $0.into = CustomerID(other) })),
        on: StreamName(.customer, customer))
    }

    private mutating func record(_ event: Event, on stream: StreamName) {
      position += 1
      versions[stream, default: 0] += 1
      let time = Timestamp(milliseconds: Int64(position) * 1_000)
      projection.apply(
        RecordedEvent(
          position: position, version: versions[stream] ?? 1, stream: stream, source: "test",
          id: "\(position)", time: time, recordedTime: time, actor: .pbx, event: event))
      store.drain(&projection)
      store.refreshSource(of: &projection)
    }

    var rows: [AbandonedCallRow] { store.rows("abandoned-calls", AbandonedCallRow.self) }
    var calls: [String] { rows.map(\.call.rawValue) }

    /// The calls that a customer's page names.
    func callsToReturn(_ customer: String) -> [String]? {
      store.rows("customers", CustomerRow.self).first { $0.customer == CustomerID(customer) }?
        .callsToReturn.map(\.rawValue)
    }

    /// How many calls are kept that are over, or not.
    var openCalls: Int { store.tables["open"]?.count ?? 0 }
  }

  /// A customer gave up in the call `a`, and so did somebody unknown in the call `b`.
  private static var twoGaveUp: Story {
    var story = Story()
    story.happen("a", .received, .identified("k1"), .queued(), .abandoned())
    story.happen("b", .received, .queued(), .abandoned())
    return story
  }

  private static func placed(
    by agent: String? = "anna", to customer: String? = nil, for call: String? = nil
  ) -> CallEvent {
    .placed(
      .init {
        $0.agent = agent.map { AgentID($0) }
        $0.customer = customer.map { CustomerID($0) }
        $0.callbackOf = call.map { CallID($0) }
      })
  }

  @Test("who hangs up in a queue is listed with the wait; who hangs up in a menu is not")
  func listed() throws {
    var story = Story()
    story.happen("a", .received, .menuEntered, .abandoned(.menu))
    story.happen("b", .received, .identified("k1"), .queued("sales"), .queued("loans"))
    story.happen(
      "b",
      .abandoned(
        .init {
          $0.phase = .queue
          $0.waitMilliseconds = 700
        }))
    story.happen("c", .received, .queued("sales"), .ended(by: .customer))
    story.happen("d", .received, .queued("sales"), .ended(by: .system))
    #expect(story.calls == ["b", "c"])
    let row = try #require(story.rows.first)
    #expect(row.queue == QueueID("loans"))
    #expect(row.customer == CustomerID("k1"))
    #expect(row.receivedAt == Timestamp(milliseconds: 4_000))
    #expect(row.abandonedAt == Timestamp(milliseconds: 8_000))
    #expect(row.waitMilliseconds == 700)
    #expect(story.rows[1].customer == nil)
    #expect(story.rows[1].waitMilliseconds == 1_000)
    #expect(story.callsToReturn("k1") == ["b"])
  }

  @Test("a customer who calls again and is answered need not be called back, wherever identified")
  func calledAgain() {
    var before = Self.twoGaveUp
    before.happen("c", .received, .identified("k1"), .queued())
    #expect(before.calls == ["a", "b"], "who waits again has not been reached")
    before.happen("c", .answered("anna"))
    #expect(before.calls == ["b"])
    #expect(before.callsToReturn("k1") == [])
    var after = Self.twoGaveUp
    after.happen("c", .received, .queued(), .answered("anna"))
    #expect(after.calls == ["a", "b"])
    after.happen("c", .identified("k1"))
    #expect(after.calls == ["b"])
    after.happen("d", .received, .identified("k2"), .queued(), .answered("anna"))
    #expect(after.calls == ["b"])
  }

  @Test("who hangs up after the talk in which they are identified is not reached by it")
  func hungUpLater() {
    var story = Story()
    story.happen("a", .received, .queued(), .answered("anna"))
    story.happen("b", .received, .identified("k1"), .queued(), .abandoned())
    story.happen("a", .ended(by: .customer), .identified("k1"))
    #expect(story.calls == ["b"])
  }

  @Test("who gives up again stays on the list with both calls, and one answer settles both")
  func gaveUpAgain() {
    var story = Self.twoGaveUp
    story.happen("c", .received, .identified("k1"), .queued(), .abandoned())
    #expect(story.callsToReturn("k1") == ["a", "c"])
    story.happen("d", Self.placed(to: "k1"), .calleeAnswered())
    #expect(story.calls == ["b"])
  }

  @Test("a call to the customer settles when a person picks up, not a machine or nobody")
  func calledBack() {
    var story = Self.twoGaveUp
    story.happen("c", Self.placed(to: "k1"), .connectFailed())
    story.happen("d", Self.placed(to: "k1"), .calleeAnswered(by: .machine), .ended(by: .agent))
    #expect(story.calls == ["a", "b"])
    story.happen("e", Self.placed(to: "k1"), .calleeAnswered())
    #expect(story.calls == ["b"])
  }

  @Test("a dialler's call settles when an agent talks, not when a person begins to wait again")
  func dialler() {
    var story = Self.twoGaveUp
    story.happen("c", Self.placed(by: nil, to: "k1", for: "a"), .calleeAnswered(), .queued())
    #expect(story.calls == ["a", "b"])
    story.happen("c", .answered("anna"))
    #expect(story.calls == ["b"])
  }

  @Test("who was never identified is reached by a call that names the one that was abandoned")
  func named() {
    var story = Self.twoGaveUp
    story.happen("c", Self.placed(for: "b"), .calleeAnswered(by: .machine), .ended(by: .agent))
    #expect(story.calls == ["a", "b"])
    story.happen("d", Self.placed(for: "b"), .calleeAnswered())
    #expect(story.calls == ["a"])
  }

  @Test("a call back that is completed settles the call in which it was promised")
  func promised() {
    var story = Self.twoGaveUp
    story.happen("b", .callbackRequested(.init()))
    #expect(story.calls == ["a", "b"])
    story.happen("b", .callbackCompleted(.init()))
    #expect(story.calls == ["a"])
  }

  @Test("documenting settles a call that no agent had, and not one in which an agent talked before")
  func documented() {
    var story = Self.twoGaveUp
    story.happen("b", .documented)
    #expect(story.calls == ["a"])
    story.happen(
      "c", .received, .queued(), .answered("anna"), .transferred(toQueue: "loans"),
      .queued("loans"), .abandoned(), .documented, .wrapEnded("anna"))
    #expect(story.calls == ["a", "c"])
    #expect(story.openCalls == 2, "what is settled and over is forgotten")
  }

  @Test("a record that goes on in another brings its calls, and is reached there")
  func merged() {
    var story = Self.twoGaveUp
    story.happen("c", .received, .identified("k2"), .queued(), .abandoned())
    story.merge("k1", into: "k2")
    #expect(story.callsToReturn("k1") == [])
    #expect(story.callsToReturn("k2") == ["c", "a"])
    story.happen("d", .received, .identified("k1"), .queued(), .answered("anna"))
    #expect(story.calls == ["b"])
    #expect(story.callsToReturn("k2") == [])
  }

  @Test("of one customer the latest hundred are listed: one call settles them all anyway")
  func bounded() {
    var story = Story()
    for call in 1...102 {
      story.happen("\(call)", .received, .identified("k1"), .queued(), .abandoned())
    }
    #expect(story.calls == (3...102).map(String.init))
    #expect(story.openCalls == 100)
    story.happen("103", .received, .identified("k1"), .queued(), .answered("anna"))
    #expect(story.calls == [])
  }

  @Test("what is listed was abandoned in a queue, by nobody who has been reached since")
  func agreesWithVisits() throws {
    var size = RandomHistory.Size()
    size.customers = 40
    for seed in UInt64(1)...4 {
      var customers = CustomersProjection(calendar: .utc)
      var visits = VisitsProjection(calendar: .utc)
      for event in RandomHistory.events(seed: seed, atLeast: 8_000, size: size) {
        customers.apply(event)
        visits.apply(event)
      }
      var store = ProjectionStore()
      store.drain(&customers)
      store.drain(&visits)
      let rows = store.rows("abandoned-calls", AbandonedCallRow.self)
      #expect(!rows.isEmpty, "seed \(seed)")
      let abandoned = store.rows("visits", VisitRow.self).filter { $0.outcome == .abandoned }
      for row in rows {
        let visit = try #require(abandoned.last { $0.call == row.call }, "seed \(seed)")
        #expect(visit.queue == row.queue, "seed \(seed), \(row.call)")
        #expect(visit.leftAt == row.abandonedAt, "seed \(seed), \(row.call)")
        #expect(visit.waitMilliseconds == row.waitMilliseconds, "seed \(seed), \(row.call)")
      }
      let pages = store.rows("customers", CustomerRow.self)
      for page in pages where page.mergedInto == nil && page.mergedFrom.isEmpty {
        let listed = Set(page.callsToReturn)
        #expect(listed.isSubset(of: rows.map(\.call)), "seed \(seed), \(page.customer)")
        let first = rows.filter { listed.contains($0.call) }.map(\.position).min() ?? .max
        let reached = page.contacts.contains { $0.outcome == .answered && $0.position > first }
        #expect(!reached, "seed \(seed), \(page.customer)")
      }
      let named = pages.flatMap(\.callsToReturn)
      #expect(named.count == rows.filter { $0.customer != nil }.count, "seed \(seed)")
    }
  }
}
