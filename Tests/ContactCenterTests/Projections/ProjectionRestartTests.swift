import ContactCenter
import TestSupport
import Testing

@Suite("Projections folded on from stored rows")
struct ProjectionRestartTests {
  @Test("the queue view is the same however often its fold was interrupted", arguments: 1...4)
  func queues(seed: UInt64) { check(QueuesProjection.self, seed: seed) }

  @Test("the agent view is the same however often its fold was interrupted", arguments: 1...4)
  func agents(seed: UInt64) { check(AgentsProjection.self, seed: seed) }

  @Test("the call view is the same however often its fold was interrupted", arguments: 1...4)
  func calls(seed: UInt64) { check(CallsProjection.self, seed: seed) }

  @Test("the customer view is the same however often its fold was interrupted", arguments: 1...4)
  func customers(seed: UInt64) { check(CustomersProjection.self, seed: seed) }

  @Test("the visits are the same however often their fold was interrupted", arguments: 1...4)
  func visits(seed: UInt64) { check(VisitsProjection.self, seed: seed) }

  @Test("the outcomes are the same however often their fold was interrupted", arguments: 1...4)
  func outcomes(seed: UInt64) { check(OutcomesProjection.self, seed: seed) }

  @Test("the working times are the same however often their fold was interrupted", arguments: 1...4)
  func workingTimes(seed: UInt64) { check(WorkingTimesProjection.self, seed: seed) }

  @Test(
    "the views of cases are the same however often their fold was interrupted", arguments: 1...4)
  func cases(seed: UInt64) { check(CasesProjection.self, seed: seed) }

  @Test("the deadlines are the same however often their fold was interrupted", arguments: 1...4)
  func deadlines(seed: UInt64) { check(DeadlinesProjection.self, seed: seed) }

  @Test("the campaigns are the same however often their fold was interrupted", arguments: 1...4)
  func campaigns(seed: UInt64) { check(CampaignsProjection.self, seed: seed) }

  @Test("how calls are led is the same however often its fold was interrupted", arguments: 1...4)
  func conduct(seed: UInt64) { check(ConductProjection.self, seed: seed) }

  @Test("the knowledge view is the same however often its fold was interrupted", arguments: 1...4)
  func knowledge(seed: UInt64) { check(KnowledgeProjection.self, seed: seed) }

  @Test("the skills are the same however often their fold was interrupted", arguments: 1...4)
  func skills(seed: UInt64) { check(SkillsProjection.self, seed: seed) }

  @Test("what routing knows is the same however often its fold was interrupted", arguments: 1...4)
  func routing(seed: UInt64) { check(RoutingProjection.self, seed: seed) }

  @Test("the estimates are the same however often their fold was interrupted", arguments: 1...4)
  func estimates(seed: UInt64) { check(EstimatesProjection.self, seed: seed) }
  @Test("reviews and changes are the same however often the fold was interrupted", arguments: 1...4)
  func security(seed: UInt64) { check(SecurityProjection.self, seed: seed) }

  /// Folds a history at once; with a drain and an eviction after every few events; and with a
  /// restart from stored rows at random points. The rows must be the same.
  private func check<P: Projection>(_ type: P.Type, seed: UInt64) {
    let events = RandomHistory.events(seed: seed, atLeast: 1_500)
    let atOnce = fold(type, events, seed: seed) { _ in .nothing }
    var random = SeededGenerator(seed: seed)
    let drained = fold(type, events, seed: seed) { _ in random.next() % 7 == 0 ? .drain : .nothing }
    #expect(drained == atOnce, "seed \(seed)")
    let restarted = fold(type, events, seed: seed) { _ in
      random.next() % 50 == 0 ? .restart : .nothing
    }
    #expect(restarted == atOnce, "seed \(seed)")
  }

  private enum Step { case nothing, drain, restart }

  private func fold<P: Projection>(
    _ type: P.Type, _ events: [RecordedEvent], seed: UInt64, step: (Int) -> Step
  ) -> ProjectionStore {
    var store = ProjectionStore()
    var projection = P(calendar: .utc)
    store.attach(to: &projection)
    for (index, event) in events.enumerated() {
      projection.apply(event)
      switch step(index) {
      case .nothing: break
      case .drain:
        store.drain(&projection)
        store.refreshSource(of: &projection)
      case .restart:
        store.drain(&projection)
        projection = store.restore(type)
      }
    }
    store.drain(&projection)
    return store
  }
}
