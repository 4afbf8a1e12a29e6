import ContactCenter
import TestSupport
import Testing

private let routedStrategies = RoutingStrategy.allCases.filter { $0 != .external }

@Suite("What holds of routing whatever happens")
struct RoutingPropertyTests {
  @Test(
    "the domain accepts whatever routing wants, and no agent has two open offers",
    arguments: routedStrategies, 1...2)
  func accepted(strategy: RoutingStrategy, seed: UInt64) throws {
    var center = RandomFloor(seed: seed, strategy)
    for _ in 0..<250 {
      try center.step()
      let picture = center.story.picture
      for desk in center.floor.desks {
        let ringing = desk.tasks.count { $0.kind == .ringing }
        #expect(ringing <= 1, "seed \(seed), \(strategy), \(desk.agent)")
        let seen = picture.agents[desk.agent]?.desk
        #expect(seen?.tasks == desk.tasks, "seed \(seed), \(strategy), \(desk.agent)")
      }
      let waiting = center.calls.values.filter(\.isInQueue).map(\.id).sorted()
      #expect(picture.calls.keys.sorted() == waiting, "seed \(seed)")
    }
  }

  @Test("no call is offered to an agent who lacks what it needs", arguments: 1...4)
  func skilled(seed: UInt64) throws {
    var center = RandomFloor(seed: seed, .longestIdle, agents: 8, skill: true)
    for _ in 0..<400 { try center.step() }
    var offers = 0
    for case .call(.offered(let offered)) in center.story.events.map(\.event) {
      offers += 1
      let level = Int64(offered.agent.rawValue.dropFirst(6)).map { $0 % 5 + 1 } ?? 0
      #expect(level >= 3, "seed \(seed), \(offered.agent)")
    }
    #expect(offers > 20)
  }

  @Test("nobody waits while somebody could take the call", arguments: routedStrategies, 1...2)
  func busy(strategy: RoutingStrategy, seed: UInt64) throws {
    var center = RandomFloor(seed: seed, strategy)
    for _ in 0..<200 {
      try center.step()
      let picture = center.story.picture
      let free = picture.agents.values.filter(\.desk.isAvailable)
      let pause = RoutingRound.missPauseMilliseconds
      for call in picture.calls.values where call.offers.isEmpty {
        for agent in free {
          let miss = call.miss(by: agent.desk.agent)
          #expect(
            miss.map { center.story.time.millisecondsSince($0.at) < pause } == true,
            "seed \(seed), \(strategy): \(call.call) waits, \(agent.desk.agent) is idle")
        }
      }
    }
  }

  @Test("the same seed decides the same, event for event", arguments: routedStrategies)
  func deterministic(strategy: RoutingStrategy) throws {
    var days: [[Event]] = []
    for _ in 1...2 {
      var center = RandomFloor(seed: 42, strategy)
      for _ in 0..<200 { try center.step() }
      days.append(center.story.events.map(\.event))
    }
    #expect(days[0] == days[1])
  }

  @Test("however many urgent calls come, an old one is served once its wait outweighs them")
  func noStarvation() throws {
    var story = RoutingStory(.longestIdle, agents: ["anna"])
    story.call("old")
    var served: [String] = []
    for id in 1...100 where !served.contains("old") {
      story.call("urgent \(id)", priority: 5)
      let offer = try #require(story.route().first)
      let call = String(offer.prefix { $0 != ">" })
      served.append(call)
      story.serve(call, by: "anna", seconds: 10)
    }
    // Five steps of 90 s, ten seconds a call, and the calls that had come before.
    #expect(served.contains("old"))
    #expect(served.count > 40)
  }
}
