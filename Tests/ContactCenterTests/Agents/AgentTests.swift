import ContactCenter
import Testing

@Suite("An agent's working day")
struct AgentTests {
  private func agent(after events: [AgentEvent]) -> Agent {
    var agent = Agent(id: AgentID("anna"))
    for event in events { agent.evolve(event) }
    return agent
  }

  private func refusal(
    of event: AgentEvent, after given: [AgentEvent], as kind: ProposalKind = .command,
    by actor: Actor = .supervisor, on floor: Floor = Floor()
  ) -> Rejection? {
    agent(after: given).decide(event, by: actor, as: kind, on: floor).rejection
  }

  static let started = AgentEvent.sessionStarted(.init())
  static let ended = AgentEvent.sessionEnded(.init())
  static let joined = AgentEvent.queueJoined(.init { $0.queue = QueueID("sales") })
  static let left = AgentEvent.queueLeft(.init { $0.queue = QueueID("sales") })

  @Test("a session starts once and ends once")
  func sessions() {
    #expect(refusal(of: Self.started, after: []) == nil)
    #expect(refusal(of: Self.started, after: [Self.started])?.reason == .alreadyInSession)
    #expect(refusal(of: Self.ended, after: [])?.reason == .notInSession)
    #expect(refusal(of: Self.ended, after: [Self.started]) == nil)
    #expect(refusal(of: Self.started, after: [Self.started, Self.ended]) == nil)
  }

  @Test("a session does not end in the middle of a call; going offline is what is allowed")
  func sessionDuringCall() throws {
    var story = CallStory()
    story.elsewhere(.answered("anna"))
    let rejection = refusal(of: Self.ended, after: [Self.started], on: story.floor)
    let refused = try #require(rejection)
    #expect(refused.reason == .agentOnCall)
    #expect(refused.allowed.contains("agent.presence_changed"))
    #expect(!refused.allowed.contains("agent.session_ended"))
  }

  @Test("a queue is left only by who serves it; joining again changes the penalty")
  func queues() {
    #expect(refusal(of: Self.left, after: [])?.reason == .notInQueue)
    #expect(refusal(of: Self.left, after: [Self.joined]) == nil)
    #expect(refusal(of: Self.joined, after: [Self.joined]) == nil)
    let other = AgentEvent.queueLeft(.init { $0.queue = QueueID("support") })
    #expect(refusal(of: other, after: [Self.joined])?.reason == .notInQueue)
  }

  @Test("what a switch reports of an agent is always accepted")
  func facts() {
    for event in AgentEvent.all {
      for given in [[], [Self.started], [Self.started, Self.ended], [Self.joined]] {
        #expect(refusal(of: event, after: given, as: .fact) == nil)
      }
    }
  }

  @Test("a skill is granted and revoked by others, and revoked only where it is granted")
  func skills() {
    let granted = AgentEvent.skillGranted(.init { $0.skill = Code("german") })
    let revoked = AgentEvent.skillRevoked(.init { $0.skill = Code("german") })
    let other = AgentEvent.skillRevoked(.init { $0.skill = Code("sales") })
    let trained = AgentEvent.trainingCompleted(.init { $0.training = Code("course") })
    #expect(refusal(of: granted, after: []) == nil)
    #expect(refusal(of: granted, after: [granted]) == nil)
    #expect(refusal(of: revoked, after: [])?.reason == .notSkilled)
    #expect(refusal(of: revoked, after: [granted]) == nil)
    #expect(refusal(of: other, after: [granted])?.reason == .notSkilled)
    #expect(refusal(of: revoked, after: [granted, revoked])?.reason == .notSkilled)
    #expect(refusal(of: trained, after: []) == nil)
    for event in [granted, revoked, trained] {
      #expect(refusal(of: event, after: [granted], by: .agent("anna"))?.reason == .notForAgents)
    }
  }

  @Test("the state is the presence, and LoggedOff without a session")
  func states() {
    let available = AgentEvent.presenceChanged(.init { $0.presence = .available })
    #expect(agent(after: []).state == "New")
    #expect(agent(after: [Self.started, available]).state == "available")
    #expect(agent(after: [Self.started, available, Self.ended]).state == "LoggedOff")
    #expect(agent(after: [Self.started, available, Self.ended]).presence == .offline)
  }
}
