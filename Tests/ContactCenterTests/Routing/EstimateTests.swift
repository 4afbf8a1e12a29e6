import ContactCenter
import TestSupport
import Testing

@Suite("Estimated waits")
struct EstimateTests {
  @Test("callers are served in rounds, as many at once as there are agents")
  func formula() {
    func wait(_ ahead: Int64, _ agents: Int64) -> Int64 {
      WaitEstimate.milliseconds(ahead: ahead, agents: agents, handleMilliseconds: 100)
    }
    #expect(wait(0, 1) == 100)
    #expect(wait(3, 2) == 200)
    #expect(wait(4, 2) == 300)
    #expect(wait(2, 0) == 300, "nobody there counts as one")
    #expect(
      WaitEstimate.milliseconds(ahead: 1_000_000, agents: 1, handleMilliseconds: 31_622_400_000)
        == WaitEstimate.millisecondsMax)
  }

  /// A queue with so many calls handled in 60 seconds each.
  private func story(handled: Int) -> RoutingStory {
    var story = RoutingStory(.longestIdle, agents: ["anna", "ben"]) { $0.estimatesWait = true }
    for id in 0..<handled {
      story.call("\(id)")
      _ = story.route()
      let agent = story.picture.calls[CallID("\(id)")]?.offers.first?.agent.rawValue ?? ""
      story.serve("\(id)", by: agent, seconds: 60)
    }
    return story
  }

  private func estimates(_ plan: RoutingPlan) -> [CallEvent.WaitEstimated] {
    plan.decisions.flatMap(\.steps).compactMap { step in
      if case .waitEstimated(let estimate) = step.event { estimate } else { nil }
    }
  }

  @Test("fewer than five handled calls give no estimate")
  func tooFew() {
    var story = story(handled: 4)
    for id in ["a", "b", "c"] { story.call(id) }
    #expect(estimates(story.plan()).isEmpty)
  }

  @Test("who has to wait is told once, by who is ahead and who is there")
  func given() throws {
    var story = story(handled: 5)
    for id in ["a", "b", "c", "d"] { story.call(id) }
    let plan = story.plan()
    #expect(plan.offers == ["a>ben", "b>anna"])
    let told = estimates(plan)
    #expect(told.map(\.ahead) == [2, 3])
    #expect(told.map(\.agents) == [2, 2])
    #expect(told.map(\.handleMilliseconds) == [60_000, 60_000])
    #expect(told.map(\.samples) == [5, 5])
    #expect(told.map(\.waitMilliseconds) == [120_000, 120_000])
    story.carryOut(plan)
    #expect(story.plan().decisions.isEmpty)
  }

  @Test("the last fifty handled calls count")
  func lastFifty() throws {
    let story = story(handled: 53)
    let row = try #require(story.picture.queues[QueueID("sales")])
    #expect(row.handleMilliseconds.count == 50)
    #expect(row.meanHandleMilliseconds == 60_000)
  }

  @Test("an estimate is graded by the answer, and not by who leaves before")
  func graded() {
    var story = story(handled: 5)
    for id in ["a", "b", "c", "d"] { story.call(id) }
    _ = story.route()
    story.serve("a", by: "ben", seconds: 70)
    _ = story.route()
    story.happen("c", .answered("ben"))
    story.happen("d", .abandoned())
    var projection = EstimatesProjection(calendar: .utc)
    for event in story.events { projection.apply(event) }
    var store = ProjectionStore()
    store.drain(&projection)
    let rows = store.rows("estimates", EstimateRow.self)
    #expect(rows.map(\.call) == [CallID("c"), CallID("d")])
    #expect(rows.map(\.outcome) == [.answered, .left])
    #expect(rows.map(\.waitMilliseconds) == [70_000, 70_000])
    #expect(rows.map(\.estimateMilliseconds) == [120_000, 120_000])
  }

  @Test("nobody at a desk may claim to have been the one who estimates")
  func onlyTheEngine() {
    let story = CallStory([.received, .queued()])
    let estimate = CallEvent.waitEstimated(.init())
    #expect(story.refusal(of: estimate, by: .agent("anna")) == .onlyTheEngine)
    #expect(story.refusal(of: estimate) == nil)
    #expect(CallStory([.received]).refusal(of: estimate) != nil)
  }
}
