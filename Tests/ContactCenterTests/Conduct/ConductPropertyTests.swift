import ContactCenter
import TestSupport
import Testing

@Suite("What holds of procedures, reviews and knowledge at every position")
struct ConductPropertyTests {
  private func store<P: Projection>(_ type: P.Type, seed: UInt64) -> ProjectionStore {
    var projection = P(calendar: .utc)
    for event in RandomHistory.events(seed: seed, atLeast: 6_000) { projection.apply(event) }
    var store = ProjectionStore()
    store.drain(&projection)
    return store
  }

  @Test("tallies by agent, queue, step and week are those of the calls, counted", arguments: 1...6)
  func tallies(seed: UInt64) {
    let store = store(ConductProjection.self, seed: seed)
    let calls = store.rows("call-scores", CallScoreRow.self)
    let scored = calls.filter { $0.endedAt != nil && !$0.steps.isEmpty }
    #expect(!scored.isEmpty, "seed \(seed)")
    let steps = scored.flatMap(\.steps)
    let counted = store.rows("procedure-scores", StepScoreRow.self).flatMap(\.tallies)
    for (outcome, count) in [
      (StepOutcome.met, counted.reduce(0) { $0 + $1.met }),
      (.missed, counted.reduce(0) { $0 + $1.missed }),
      (.notApplicable, counted.reduce(0) { $0 + $1.notApplicable }),
    ] {
      #expect(count == Int64(steps.count { $0.outcome == outcome }), "seed \(seed) \(outcome)")
    }
    let versions = store.rows("procedures", ProcedureRow.self)
    #expect(versions.reduce(0) { $0 + $1.calls } == Int64(scored.count), "seed \(seed)")
    let ofVersions = versions.flatMap(\.tallies).reduce(0) { $0 + $1.met }
    #expect(ofVersions == counted.reduce(0) { $0 + $1.met }, "seed \(seed)")
    for row in store.rows("procedure-scores", StepScoreRow.self) {
      for tally in row.tallies {
        let here = scored.filter { $0.week == row.week && $0.queue == row.queue }
          .flatMap(\.steps).filter { $0.agent == row.agent && $0.step == tally.step }
        #expect(tally.met == Int64(here.count { $0.outcome == .met }), "seed \(seed)")
      }
    }
  }

  @Test("a decided step names the position that proves it, and none is ahead of the log")
  func proofs() {
    for seed in 1...6 as ClosedRange<UInt64> {
      let calls = store(ConductProjection.self, seed: seed)
        .rows("call-scores", CallScoreRow.self)
      for call in calls {
        for step in call.steps {
          switch step.outcome {
          case .met: #expect(!step.metBy.isEmpty, "seed \(seed)")
          case .missed: #expect(step.decidedBy != nil && step.metBy.isEmpty, "seed \(seed)")
          case .notApplicable: #expect(step.decidedBy != nil, "seed \(seed)")
          case .open: #expect(call.endedAt == nil, "seed \(seed)")
          }
        }
      }
    }
  }

  @Test("undocumented are the answered calls that are over and not documented", arguments: 1...6)
  func undocumented(seed: UInt64) {
    let store = store(ConductProjection.self, seed: seed)
    let calls = store.rows("call-scores", CallScoreRow.self)
    let open = Set(
      calls.filter { $0.endedAt != nil && $0.documentedPosition == nil }.map(\.call))
    let listed = store.rows("undocumented", UndocumentedRow.self)
    #expect(Set(listed.map(\.call)) == open && listed.count == open.count, "seed \(seed)")
    #expect(listed.map(\.endedAt) == listed.map(\.endedAt).sorted(), "seed \(seed)")
  }

  @Test("points, disputes and satisfaction of the weeks are those of reviews and calls")
  func weeks() {
    for seed in 1...6 as ClosedRange<UInt64> {
      let store = store(ConductProjection.self, seed: seed)
      let weeks = store.rows("quality", QualityRow.self)
      let reviews = store.rows("reviews", ReviewRow.self)
      let points = reviews.flatMap(\.items).reduce(0) { $0 + $1.points }
      #expect(weeks.reduce(0) { $0 + $1.points } == points, "seed \(seed)")
      #expect(
        weeks.flatMap(\.items).reduce(0) { $0 + $1.points } == points, "seed \(seed)")
      let disputed = reviews.count { $0.disputedPosition != nil }
      #expect(weeks.reduce(0) { $0 + $1.disputes } == Int64(disputed), "seed \(seed)")
      let rated = store.rows("call-scores", CallScoreRow.self).filter { $0.csat != nil }
      #expect(weeks.reduce(0) { $0 + $1.csatResponses } == Int64(rated.count), "seed \(seed)")
      #expect(
        weeks.reduce(0) { $0 + $1.csatPoints } == rated.reduce(0) { $0 + ($1.csat ?? 0) },
        "seed \(seed)")
    }
  }

  @Test("of the calls that used an article at most as many are solved", arguments: 1...6)
  func articles(seed: UInt64) {
    let store = store(KnowledgeProjection.self, seed: seed)
    let rows = store.rows("knowledge", KnowledgeRow.self)
    #expect(rows.contains { $0.usedCalls > 0 }, "seed \(seed)")
    for row in rows {
      #expect((0...row.usedCalls).contains(row.solvedCalls), "seed \(seed) \(row.article)")
      let current = row.readBy.filter { $0.version == row.version }.map(\.agent)
      #expect(Set(current).isDisjoint(with: row.unreadBy), "seed \(seed) \(row.article)")
      #expect(row.unreadBy == row.unreadBy.sorted(), "seed \(seed) \(row.article)")
    }
    let used = rows.filter { $0.version > 0 && !$0.isRetired }
    #expect(store.rows("articles-by-age", ArticleAgeRow.self).count == used.count)
  }

  @Test("what is accepted can happen, and a refusal says what else may", arguments: 0..<20)
  func decisions(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let streams = [
      StreamName(.policy, "p"), StreamName(.knowledge, "k"), StreamName(.quality, "q"),
    ]
    for stream in streams {
      guard var aggregate = Aggregate(stream: stream) else { continue }
      let events = Event.all.filter { $0.streamKind == stream.kind }
      for position in 1...60 as ClosedRange<UInt64> {
        guard let event = events.randomElement(using: &generator) else { return }
        let proposed = plausible(event, &generator)
        switch aggregate.decide(proposed, by: .supervisor, as: .command, on: Floor()) {
        case .accept(let accepted):
          #expect(accepted == [proposed], "seed \(seed)")
          aggregate.evolve(proposed, at: Timestamp(), position: position)
        case .refuse(let rejection):
          #expect(!rejection.allowed.isEmpty, "seed \(seed)")
          let named = Set(rejection.allowed)
          #expect(named.isSubset(of: Set(events.map(\.type.name))), "seed \(seed)")
        }
      }
      #expect(aggregate.state != "New", "seed \(seed), \(stream)")
    }
  }

  /// An event with versions and names out of few, so that some fit.
  private func plausible(_ event: Event, _ generator: inout SeededGenerator) -> Event {
    let version = Int64.random(in: 1...3, using: &generator)
    let call = ["c1", "c2"].randomElement(using: &generator) ?? "c1"
    return switch event {
    case .policy(.procedurePublished): .policy(ProcedureTests.published(version))
    case .policy(.procedureAcknowledged): .policy(ProcedureTests.read(version))
    case .knowledge(.articlePublished): .knowledge(ArticleTests.published(version))
    case .knowledge(.articleRevised): .knowledge(ArticleTests.revised(version))
    case .knowledge(.articleAcknowledged): .knowledge(ArticleTests.read(version))
    case .quality(.formPublished): .quality(ReviewFormTests.published(version))
    case .quality(.callSampled): .quality(ReviewFormTests.sampled(call))
    case .quality(.callReviewed): .quality(ReviewFormTests.reviewed(call, version))
    case .quality(.reviewDisputed): .quality(ReviewFormTests.disputed(call))
    default: event
    }
  }
}
