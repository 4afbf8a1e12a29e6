import ContactCenter
import TestSupport
import Testing

@Suite("Working times")
struct WorkingTimesTests {
  private func store(_ events: [AgentEvent], every seconds: Int64 = 1) -> ProjectionStore {
    var projection = WorkingTimesProjection(calendar: .utc)
    for (index, event) in events.enumerated() {
      projection.apply(
        RecordedEvent(
          position: UInt64(index + 1), version: UInt64(index + 1),
          stream: StreamName(.agent, "anna"), source: "test", id: "\(index)",
          time: Timestamp(milliseconds: Int64(index) * seconds * 1_000),
          recordedTime: Timestamp(),
          actor: Actor(kind: .integration), event: .agent(event)))
    }
    var store = ProjectionStore()
    store.drain(&projection)
    return store
  }

  private func spans(_ events: [AgentEvent]) -> [[Int64?]] {
    store(events).rows(WorkingTimesProjection.spansTable, WorkingSpanRow.self).map {
      [$0.startedAt.milliseconds, $0.endedAt?.milliseconds]
    }
  }

  private static func chose(_ presence: Presence) -> AgentEvent {
    .presenceChanged(.init { $0.presence = presence })
  }

  @Test("a session and each presence last until the next; the end of a session ends both")
  func lasting() {
    let spans = spans([
      .sessionStarted(.init()), Self.chose(.available), Self.chose(.break), .sessionEnded(.init()),
    ])
    #expect(spans == [[0, 3_000], [1_000, 2_000], [2_000, 3_000], [3_000, nil]])
  }

  @Test("what lasted for more than a month is kept once more, where a later day finds it")
  func long() {
    func long(_ days: Int64) -> Int {
      store([.sessionStarted(.init()), .sessionEnded(.init())], every: days * 86_400)
        .rows(WorkingTimesProjection.longSpansTable, WorkingSpanRow.self).count
    }
    #expect(long(31) == 0)
    #expect(long(40) == 1)
  }

  @Test("an agent whom a switch logs in twice has two sessions, one after the other")
  func twice() {
    #expect(
      spans([.sessionStarted(.init()), .sessionStarted(.init())]) == [[0, 1_000], [1_000, nil]])
  }

  @Test("a shift is kept until it is cancelled; scheduled again by a fact, it moves")
  func shifts() {
    func shift(_ start: Int64) -> AgentEvent {
      .shiftScheduled(
        .init {
          $0.shift = Code("early")
          $0.start = Timestamp(milliseconds: start)
          $0.end = Timestamp(milliseconds: start + 10)
        })
    }
    func starts(_ events: [AgentEvent]) -> [Int64] {
      store(events).rows(WorkingTimesProjection.shiftsTable, ShiftRow.self)
        .map(\.start.milliseconds)
    }
    #expect(starts([shift(5)]) == [5])
    #expect(starts([shift(5), shift(9)]) == [9])
    #expect(starts([shift(5), .shiftCancelled(.init { $0.shift = Code("early") })]) == [])
    #expect(starts([.shiftCancelled(.init { $0.shift = Code("early") })]) == [])
  }

  @Test("spans of presence never overlap, and an open one is the last", arguments: UInt64(1)...10)
  func tiling(seed: UInt64) {
    var projection = WorkingTimesProjection(calendar: .utc)
    for event in RandomHistory.events(seed: seed, atLeast: 1_500) { projection.apply(event) }
    var store = ProjectionStore()
    store.drain(&projection)
    let rows = store.rows(WorkingTimesProjection.spansTable, WorkingSpanRow.self)
      .filter { $0.kind == .presence }.sorted { $0.position < $1.position }
    #expect(!rows.isEmpty)
    for (_, spans) in Dictionary(grouping: rows, by: \.agent) {
      for (left, right) in zip(spans, spans.dropFirst()) {
        // Clocks step back in these histories: a span then ends where it began.
        #expect(left.endedAt == max(left.startedAt, right.startedAt), "seed \(seed)")
      }
      #expect(spans.last?.endedAt == nil, "seed \(seed)")
    }
  }
}
