import ContactCenter
import TestSupport
import Testing

@Suite("The views of cases")
struct CaseViewTests {
  /// Folds events of the case k1, one after the other, a minute apart.
  private func folded(_ events: [Event]) -> ProjectionStore {
    var projection = CasesProjection(calendar: .utc)
    var versions: [StreamName: UInt64] = [:]
    for (index, event) in events.enumerated() {
      let stream = event.streamKind == .case ? CaseStory.stream : StreamName(.call, "c7")
      versions[stream, default: 0] += 1
      let time = Timestamp(milliseconds: Int64(index) * 60_000)
      projection.apply(
        RecordedEvent(
          position: UInt64(index + 1), version: versions[stream] ?? 1, stream: stream,
          source: "test", id: "\(index)", time: time, recordedTime: time, actor: .supervisor,
          event: event))
    }
    var store = ProjectionStore()
    store.drain(&projection)
    return store
  }

  @Test("a case's page shows its stage, its calls and what is open")
  func page() throws {
    let link = CallEvent.linkedToCase(.init { $0.case = CaseID("k1") })
    let store = folded(
      [CaseEvent.opened, .identified, .solutionFound, .resolved, .denied, .complaint()]
        .map(Event.case) + [.call(link), .call(link)])
    let row = try #require(store.rows("cases", CaseRow.self).first)
    #expect(row.stage == .identified)
    #expect(row.customer == CustomerID("c1"))
    #expect(row.calls == [CallID("c7")])
    #expect(row.denials == 1)
    #expect(row.complaintsOpen == 1)
    #expect(row.timeline.count == 8)
    let complaint = try #require(store.rows("complaints", ComplaintRow.self).first)
    #expect(complaint.state == .open)
    #expect(complaint.customer == CustomerID("c1"))
  }

  @Test("a promise is listed until it is kept, as scheduled, due, or overdue")
  func followUps() throws {
    let states: [([CaseEvent], FollowUpState?)] = [
      ([.scheduled()], .scheduled), ([.scheduled(), .due()], .due),
      ([.scheduled(), .due(), .missed()], .missed),
      ([.scheduled(), .due(), .scheduled(due: 9)], .scheduled),
      ([.scheduled(), .due(), .missed(), .completed()], nil),
    ]
    for (events, state) in states {
      let store = folded(([.opened] + events).map(Event.case))
      #expect(store.rows("followups", FollowUpRow.self).first?.state == state)
      let row = try #require(store.rows("cases", CaseRow.self).first)
      #expect(row.followUpsOpen == (state == nil ? 0 : 1))
    }
  }

  @Test("what is listed as open is what the case itself holds open", arguments: UInt64(1)...6)
  func agreesWithTheCase(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var story = CaseStory()
    var events: [Event] = []
    for _ in 0..<200 {
      guard let event = CaseEvent.variants.randomElement(using: &generator) else { return }
      guard case .accept = story.decide(event, by: CaseStory.clock) else { continue }
      story.fold(event)
      events.append(.case(event))
      let store = folded(events)
      let row = try #require(store.rows("cases", CaseRow.self).first)
      let listed = store.rows("followups", FollowUpRow.self)
      let states = Dictionary(uniqueKeysWithValues: listed.map { ($0.followUp, $0.state) })
      #expect(row.stage == story.problem.stage, "seed \(seed)")
      #expect(states == story.problem.followUps, "seed \(seed)")
      #expect(row.followUpsOpen == Int64(listed.count), "seed \(seed)")
      let open = store.rows("complaints", ComplaintRow.self).filter { $0.state == .open }
      #expect(Set(open.map(\.complaint)) == story.problem.complaints, "seed \(seed)")
      #expect(row.complaintsOpen == Int64(open.count), "seed \(seed)")
    }
  }
}
