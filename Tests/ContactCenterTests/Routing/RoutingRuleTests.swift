import ContactCenter
import TestSupport
import Testing

@Suite("Routing rules")
struct RoutingRuleTests {
  @Test("who is away, rings, talks or wraps up is offered nothing")
  func unavailable() {
    var story = RoutingStory(.longestIdle, agents: ["anna", "ben", "cleo", "dora"])
    story.choose(.lunch, "anna")
    story.happen("x", .received)
    story.happen("x", .queued("other"))
    story.happen("x", .offered("ben"))
    story.happen("y", .received)
    story.happen("y", .answered("cleo"))
    story.happen("z", .received)
    story.happen("z", .answered("dora"))
    story.happen("z", .ended())
    story.call("1")
    #expect(story.route() == [])
    story.happen("z", .wrapEnded("dora"))
    #expect(story.route() == ["1>dora"])
  }

  @Test("an agent gets the call that comes first out of all the queues they serve")
  func severalQueues() {
    var story = RoutingStory(.longestIdle, agents: ["anna"])
    story.configure("support") { $0.strategy = .longestIdle }
    story.join("anna", "support")
    story.call("1", "support")
    story.pass(seconds: 5)
    story.call("2")
    #expect(story.route() == ["1>anna"])
  }

  @Test("a step of priority is worth 90 seconds of waiting, or what the queue says")
  func priority() {
    for (credit, wait, first) in [(nil, 89, "2"), (nil, 91, "1"), (Int64(10), 11, "1")] {
      var story = RoutingStory(.longestIdle, agents: ["anna"]) {
        $0.priorityCreditSeconds = credit
      }
      story.call("1")
      story.pass(seconds: Int64(wait))
      story.call("2", priority: 1)
      #expect(story.route() == ["\(first)>anna"], "\(wait) s")
    }
  }

  @Test("an offer that rings out is missed at its time, and the call goes to another first")
  func ringTimeout() {
    var story = RoutingStory(.longestIdle, agents: ["anna", "ben"]) { $0.ringSeconds = 15 }
    story.call("1")
    #expect(story.route() == ["1>anna"])
    #expect(story.plan().nextLook == story.time.adding(milliseconds: 15_000))
    let queuedAt = story.time
    story.pass(seconds: 16)
    let plan = story.plan()
    #expect(plan.types == ["offer_missed"])
    #expect(plan.decisions[0].steps[0].time == story.time.adding(milliseconds: -1_000))
    story.carryOut(plan)
    #expect(story.picture.calls[CallID("1")]?.since == queuedAt)
    #expect(story.route() == ["1>ben"])
  }

  @Test("who has just missed a call is left alone for a moment, then rung again if there is nobody")
  func missPause() {
    var story = RoutingStory(.longestIdle, agents: ["anna"])
    story.call("1")
    _ = story.route()
    story.happen("1", .offerMissed("anna"))
    #expect(story.route() == [])
    #expect(story.plan().nextLook == story.time.adding(milliseconds: 5_000))
    story.pass(seconds: 5)
    #expect(story.route() == ["1>anna"])
  }

  @Test("an offer that a hang-up ends costs the agent no place in the line; a missed one does")
  func idleTime() {
    var story = RoutingStory(.longestIdle, agents: ["anna", "ben"])
    let since = story.time
    story.pass(seconds: 10)
    story.call("1")
    _ = story.route()
    story.happen("1", .abandoned())
    #expect(story.picture.agents[AgentID("anna")]?.idleSince == since)
    story.call("2")
    #expect(story.route() == ["2>anna"])
    story.happen("2", .offerMissed("anna"))
    #expect(story.picture.agents[AgentID("anna")]?.idleSince == story.time)
  }

  @Test("only who has the skill at its level, and still certified, is offered the call")
  func skills() {
    var story = RoutingStory(.longestIdle)
    story.require("contracts", 3)
    story.grant("contracts", 2, "anna")
    story.grant("contracts", 5, "ben", until: story.time)
    story.grant("contracts", 3, "cleo", until: story.time.adding(milliseconds: 1))
    story.call("1")
    story.call("2")
    #expect(story.route() == ["1>cleo"])
  }

  @Test("a need comes down a step after each so many seconds, no lower than it may")
  func relaxation() {
    var story = RoutingStory(.longestIdle, agents: ["anna"])
    story.require("contracts", 3, relaxSeconds: 30, lowest: 2)
    story.grant("contracts", 2, "anna")
    story.call("1")
    #expect(story.route() == [])
    #expect(story.plan().nextLook == story.time.adding(milliseconds: 30_000))
    story.pass(seconds: 29)
    #expect(story.route() == [])
    story.pass(seconds: 1)
    #expect(story.route() == ["1>anna"])
    var need = SkillRequirement()
    need.level = 3
    need.relaxSeconds = 10
    #expect(need.level(afterWaiting: 1_000_000) == 1)
    need.lowestLevel = 0
    #expect(need.level(afterWaiting: 30_000) == 0)
    #expect(need.isMet(by: [], at: Timestamp(), afterWaiting: 30_000))
    #expect(need.nextStep(afterWaiting: 30_000) == nil)
  }

  @Test("a call's own needs add to its queue's")
  func ownNeeds() {
    var story = RoutingStory(.longestIdle, agents: ["anna", "ben"])
    story.grant("french", 4, "ben")
    story.happen("1", .received)
    story.happen(
      "1",
      .queued(
        .init {
          $0.queue = QueueID("sales")
          $0.skills = [
            SkillRequirement {
              $0.skill = Code("french")
              $0.level = 4
            }
          ]
        }))
    #expect(story.route() == ["1>ben"])
  }

  @Test("a call that was recorded long after it was queued is history, and rings nobody")
  func history() {
    var story = RoutingStory(.longestIdle)
    story.happen(StreamName(.call, "1"), .call(.received), lag: 400_000)
    story.happen(StreamName(.call, "1"), .call(.queued()), lag: 400_000)
    #expect(story.route() == [])
  }

  @Test("what is left alone is neither offered nor rung")
  func held() {
    var story = RoutingStory(.longestIdle, agents: ["anna", "ben"])
    story.call("1")
    story.call("2")
    var circumstances = RoutingCircumstances(now: story.time)
    circumstances.heldCalls = [CallID("1")]
    circumstances.heldAgents = [AgentID("anna")]
    let plan = RoutingRound.plan(for: story.picture, in: circumstances)
    #expect(plan.offers == ["2>ben"])
  }
}
