import ContactCenter
import TestSupport
import Testing

@Suite("Routing strategies")
struct StrategyTests {
  @Test("an external queue is left to its switch")
  func external() {
    var story = RoutingStory(.external)
    story.call("1")
    #expect(story.picture.calls.isEmpty)
    #expect(story.plan().decisions.isEmpty)
    #expect(story.plan().nextLook == nil)
  }

  @Test("the longest idle agent gets the call, and goes to the end of the line for it")
  func longestIdle() {
    var story = RoutingStory(.longestIdle, agents: [])
    for agent in ["cleo", "anna", "ben"] {
      story.join(agent)
      story.choose(.available, agent)
      story.pass(seconds: 1)
    }
    story.call("1")
    #expect(story.route() == ["1>cleo"])
    story.serve("1", by: "cleo", seconds: 60)
    story.call("2")
    story.call("3")
    #expect(story.route() == ["2>anna", "3>ben"])
    story.call("4")
    #expect(story.route() == ["4>cleo"])
  }

  @Test("who was idle since the same moment is chosen by name")
  func ties() {
    var story = RoutingStory(.longestIdle, agents: ["cleo", "ben", "anna"])
    story.call("1")
    #expect(story.route() == ["1>anna"])
  }

  @Test("a round goes on where it stopped, and begins again at its end")
  func roundRobin() {
    var story = RoutingStory(.roundRobin)
    var rung: [String] = []
    for id in 1...5 {
      story.call("\(id)")
      rung += story.route()
      story.serve("\(id)", by: String(rung[id - 1].dropFirst(2)), seconds: 5)
    }
    #expect(rung == ["1>anna", "2>ben", "3>cleo", "4>anna", "5>ben"])
    story.choose(.lunch, "cleo")
    story.call("6")
    #expect(story.route() == ["6>anna"], "who is away is passed over")
  }

  @Test("a round within one moment goes on too")
  func roundRobinAtOnce() {
    var story = RoutingStory(.roundRobin)
    for id in 1...3 { story.call("\(id)") }
    #expect(story.route() == ["1>anna", "2>ben", "3>cleo"])
  }

  @Test("who has answered the fewest calls in this session is next")
  func fewestCalls() {
    var story = RoutingStory(.fewestCalls, agents: ["anna", "ben"])
    story.call("1")
    #expect(story.route() == ["1>anna"])
    story.serve("1", by: "anna", seconds: 1)
    story.call("2")
    #expect(story.route() == ["2>ben"])
    story.serve("2", by: "ben", seconds: 500)
    story.happen(StreamName(.agent, "ben"), .agent(.sessionStarted(.init())))
    story.call("3")
    #expect(story.route() == ["3>ben"], "a new session counts from nothing")
  }

  @Test("who has talked least is next")
  func leastTalk() {
    var story = RoutingStory(.leastTalk, agents: ["anna", "ben"])
    story.call("1")
    _ = story.route()
    story.serve("1", by: "anna", seconds: 300)
    story.call("2")
    _ = story.route()
    story.serve("2", by: "ben", seconds: 30)
    story.call("3")
    #expect(story.route() == ["3>ben"])
  }

  @Test("a linear queue follows the order in which agents joined")
  func linear() {
    var story = RoutingStory(.linear, agents: ["cleo", "anna"])
    story.call("1")
    story.call("2")
    #expect(story.route() == ["1>cleo", "2>anna"])
  }

  @Test("ring all rings everybody who is free, and the answer of one rescinds the others")
  func ringAll() throws {
    var story = RoutingStory(.ringAll)
    story.call("1")
    story.call("2")
    #expect(story.route() == ["1>anna", "1>ben", "1>cleo"])
    #expect(story.route() == [], "nobody has two open offers")
    var call = CallStory([.received, .queued(), .offered("anna"), .offered("ben")])
    let answer = try #require(call.commanded(.answered("ben")))
    #expect(answer.map(\.type.name) == ["call.answered", "call.offer_rescinded"])
    for event in answer { call.fold(event) }
    #expect(call.floor.desk(of: AgentID("anna")).isAvailable)
  }

  @Test("a lower penalty goes first, whatever the strategy measures")
  func penalty() {
    var story = RoutingStory(.longestIdle, agents: ["anna"])
    story.join("ben", penalty: 0)
    story.join("anna", penalty: 5)
    story.pass(seconds: 100)
    story.choose(.available, "ben")
    story.call("1")
    #expect(story.route() == ["1>ben"])
    story.call("2")
    #expect(story.route() == ["2>anna"])
  }

  @Test("the best fit goes first where skills decide")
  func skills() {
    var story = RoutingStory(.skills)
    story.require("german", 2)
    story.grant("german", 2, "anna")
    story.grant("german", 9, "ben")
    story.grant("german", 1, "cleo")
    story.call("1")
    story.call("2")
    story.call("3")
    #expect(story.route() == ["1>ben", "2>anna"])
  }

  @Test("a weighted draw gives chances in proportion to the weights, and repeats by its seed")
  func weightedRandom() {
    let candidates = [("anna", Int64(0)), ("ben", 1), ("cleo", 3)].map { name, penalty in
      RoutingCandidate {
        $0.agent = AgentID(name)
        $0.penalty = penalty
      }
    }
    var first: [AgentID: Int] = [:]
    for seed in 0..<7_000 {
      let order = RoutingRule.order(candidates, by: .weightedRandom, seed: Int64(seed))
      let shuffled = RoutingRule.order(
        candidates.reversed(), by: .weightedRandom, seed: Int64(seed))
      #expect(order == shuffled)
      first[order[0].agent, default: 0] += 1
    }
    // Weights of 1, 1/2 and 1/4: 4,000, 2,000 and 1,000 of 7,000, within four standard deviations.
    #expect(abs(first[AgentID("anna"), default: 0] - 4_000) < 170)
    #expect(abs(first[AgentID("ben"), default: 0] - 2_000) < 155)
    #expect(abs(first[AgentID("cleo"), default: 0] - 1_000) < 120)
  }

  @Test(
    "a replay needs no router: what is recorded leads to the same choice",
    arguments: RoutingStrategy.allCases.filter { $0 != .external })
  func replay(strategy: RoutingStrategy) throws {
    var story = RoutingStory(strategy, agents: ["cleo", "anna", "dora", "ben"])
    story.join("dora", penalty: 2)
    for id in 1...20 {
      story.call("\(id)")
      story.pass(seconds: 3)
      for offer in story.route(seed: UInt64(id)) {
        let parts = offer.split(separator: ">").map(String.init)
        guard story.picture.calls[CallID(parts[0])] != nil else { continue }
        story.serve(parts[0], by: parts[1], seconds: Int64(id))
      }
    }
    var decisions = 0
    for case .call(.routed(let routed)) in story.events.map(\.event) {
      decisions += 1
      #expect(routed.rederivedIDs == routed.ids)
      #expect((routed.seed != nil) == (strategy == .weightedRandom))
      var changed = routed
      changed.ruleVersion = RoutingRule.version + 1
      #expect(changed.rederivedIDs == nil, "another rule's decision is not judged by this one")
    }
    #expect(decisions == 20)
  }
}
