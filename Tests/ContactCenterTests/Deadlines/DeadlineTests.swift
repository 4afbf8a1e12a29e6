import ContactCenter
import TestSupport
import Testing

@Suite("Deadlines")
struct DeadlineTests {
  private static let call = StreamName(.call, "c1")
  private static let queue = StreamName(.queue, "sales")
  private static let limits = Event.queue(
    .configured(
      .init {
        $0.serviceLevelSeconds = 20
        $0.targetHandleSeconds = 300
        $0.wrapSeconds = 60
      }))

  /// Folds events a second apart.
  ///
  /// - Parameter lag: how long after it happened each event is recorded, in milliseconds.
  private func folded(_ events: [(StreamName, Event)], lag: Int64 = 0) -> [DeadlineRow] {
    var projection = DeadlinesProjection(calendar: .utc)
    for (index, (stream, event)) in events.enumerated() {
      let time = Timestamp(milliseconds: Int64(index) * 1_000)
      projection.apply(
        RecordedEvent(
          position: UInt64(index + 1), version: 1, stream: stream, source: "test", id: "\(index)",
          time: time, recordedTime: time.adding(milliseconds: lag), actor: .house, event: event))
    }
    var store = ProjectionStore()
    store.drain(&projection)
    return store.rows("deadlines", DeadlineRow.self)
  }

  private func folded(_ calls: [CallEvent], lag: Int64 = 0) -> [DeadlineRow] {
    folded(
      [(Self.queue, Self.limits)] + calls.map { (Self.call, .call($0)) }, lag: lag)
  }

  private static let talking: [CallEvent] = [
    .received, .queued(), .offered("anna"), .answered("anna"),
  ]

  @Test("a queued call crosses the service level once it has waited as long")
  func serviceLevel() throws {
    let rows = folded([.received, .queued()])
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    #expect(row.kind == .serviceLevel)
    #expect(row.due == Timestamp(milliseconds: 22_000))
    #expect(row.stream == Self.call)
    guard case .call(.thresholdCrossed(let crossed)) = row.event else {
      Issue.record("\(row.event)")
      return
    }
    #expect(crossed.seconds == 20)
    #expect(crossed.since == Timestamp(milliseconds: 2_000))
  }

  @Test("every way out of the queue settles the wait")
  func waitSettled() {
    let ways: [[CallEvent]] = [
      [.abandoned()], [.queueExited()], [.offered("anna"), .answered("anna")],
      [.queueExited(), .ended()],
    ]
    for way in ways {
      #expect(!folded([.received, .queued()] + way).contains { $0.kind == .serviceLevel })
    }
    #expect(folded([.received, .queued(), .offered("anna"), .offerMissed("anna")]).count == 1)
  }

  @Test("a talk has a target, and wrap-up a limit, by the queue's settings")
  func talkAndWrap() {
    #expect(folded(Self.talking).map(\.kind) == [.handleTime])
    let wrapping = folded(Self.talking + [.ended()])
    #expect(wrapping.map(\.kind) == [.wrapLimit])
    #expect(wrapping.map(\.due) == [Timestamp(milliseconds: 65_000)])
    #expect(wrapping.map(\.agent) == [AgentID("anna")])
    #expect(folded(Self.talking + [.ended(), .wrapEnded()]).isEmpty)
    #expect(folded(Self.talking + [.ended(wrapMilliseconds: 0)]).isEmpty)
    let moved = folded(Self.talking + [.transferred(toQueue: "sales"), .queued()])
    #expect(Set(moved.map(\.kind)) == [.wrapLimit, .serviceLevel])
  }

  @Test("a queue without limits arms nothing")
  func noLimits() {
    #expect(folded([(Self.call, .call(.received)), (Self.call, .call(.queued()))]).isEmpty)
    #expect(folded([.received, .queued("other")]).isEmpty)
  }

  @Test("what had passed already when it was recorded late is history, and arms nothing")
  func imports() {
    #expect(folded([.received, .queued()], lag: 300_000).count == 1)
    #expect(folded([.received, .queued()], lag: 300_001).isEmpty)
    let promise = Event.case(.scheduled(due: 7_200_000))
    let late = folded([(CaseStory.stream, promise)], lag: 3_600_000)
    #expect(late.map(\.kind) == [.followUpDue, .followUpMissed])
  }

  @Test("a follow-up falls due, then is missed; keeping or moving it settles both")
  func followUps() {
    func kinds(_ events: [CaseEvent]) -> [DeadlineKind] {
      folded(events.map { (CaseStory.stream, .case($0)) }).map(\.kind)
    }
    #expect(kinds([.opened, .scheduled()]) == [.followUpDue, .followUpMissed])
    #expect(kinds([.opened, .scheduled(), .due()]) == [.followUpMissed])
    #expect(kinds([.opened, .scheduled(), .due(), .missed()]).isEmpty)
    #expect(kinds([.opened, .scheduled(), .completed()]).isEmpty)
    #expect(kinds([.opened, .scheduled(), .scheduled(due: 9_000)]).count == 2)
    #expect(kinds([.opened, .scheduled(), .scheduled("f2"), .completed()]).count == 2)
  }

  @Test("the identity of what falls due is the same however often it is folded, and its own")
  func identities() {
    let rows = folded([
      (CaseStory.stream, .case(.opened)), (CaseStory.stream, .case(.scheduled())),
      (CaseStory.stream, .case(.scheduled("f2"))),
    ])
    #expect(Set(rows.map(\.eventID)).count == 4)
    #expect(rows[0].eventID == "case/k1/follow_up_due/2")
  }

  @Test("what is armed can happen to what the domain itself holds", arguments: UInt64(1)...4)
  func agreesWithTheDomain(seed: UInt64) {
    var history = RandomHistory(seed: seed)
    var projection = DeadlinesProjection(calendar: .utc)
    var store = ProjectionStore()
    for _ in 0..<400 {
      for event in history.next() { projection.apply(event) }
      store.drain(&projection)
    }
    let rows = store.rows("deadlines", DeadlineRow.self)
    #expect(!rows.isEmpty, "seed \(seed)")
    for row in rows where row.kind != .wrapLimit {
      let decision = history.decision(on: row.event, of: row.stream)
      #expect(decision.rejection == nil, "\(row), seed \(seed)")
    }
  }
}
