import ContactCenter
import Testing

@Suite("The rules on agents")
struct CallAgentRuleTests {
  static let queued: [CallEvent] = [.received, .queued()]

  @Test("an agent has one open offer at most")
  func oneOffer() {
    var story = CallStory(Self.queued)
    story.elsewhere(.offered("anna"))
    #expect(story.refusal(of: .offered("anna")) == .agentHasOpenOffer)
    #expect(story.commanded(.offered("ben")) == [.offered("ben")])
    #expect(CallStory(Self.queued + [.offered("anna")]).refusal(of: .offered("anna")) != nil)
  }

  @Test(
    "a call is offered only to an agent who is available",
    arguments: Presence.allCases.filter { $0 != .available })
  func available(presence: Presence) {
    var story = CallStory(Self.queued)
    story.choose(presence, "anna")
    #expect(story.refusal(of: .offered("anna")) == .agentNotAvailable)
    #expect(story.refusal(of: .offered("nobody known")) == .agentNotAvailable)
  }

  @Test("an agent who talks, holds or wraps up is not available")
  func busy() {
    var story = CallStory(Self.queued)
    story.elsewhere(.answered("anna"))
    #expect(story.refusal(of: .offered("anna")) == .agentNotAvailable)
    story.elsewhere(.held)
    #expect(story.refusal(of: .offered("anna")) == .agentNotAvailable)
    story.elsewhere(.ended())
    #expect(story.refusal(of: .offered("anna")) == .agentNotAvailable)
    story.elsewhere(.wrapEnded())
    #expect(story.commanded(.offered("anna")) == [.offered("anna")])
  }

  @Test("what a switch reports is not bound by the rules on agents")
  func factsAreFree() {
    var story = CallStory(Self.queued, available: [])
    story.elsewhere(.answered("anna"))
    #expect(story.reported(.offered("anna")) == [.offered("anna")])
    #expect(story.reported(.answered("anna")) == [.answered("anna")])
  }

  @Test("an agent acts on their own call only; a supervisor on any")
  func ownCall() {
    let story = CallStory(Self.queued + [.offered("anna"), .answered("anna")])
    for event in [CallEvent.held, .transferred(toQueue: "support"), .ended(), .identified()] {
      #expect(story.refusal(of: event, by: .agent("ben")) == .notYourCall)
      #expect(story.commanded(event, by: .agent("anna")) != nil)
      #expect(story.commanded(event, by: .supervisor) != nil)
    }
  }

  @Test("an agent on a call answers and dials no other")
  func onCall() {
    var story = CallStory(Self.queued + [.offered("anna")])
    story.elsewhere(.answered("anna"))
    #expect(story.refusal(of: .answered("anna")) == .agentOnCall)
    #expect(CallStory().commanded(.placed(by: "anna"), by: .agent("anna")) != nil)
    var dialling = CallStory()
    dialling.elsewhere(.answered("anna"))
    #expect(dialling.refusal(of: .placed(by: "anna")) == .agentOnCall)
    #expect(CallStory().refusal(of: .placed(by: "ben"), by: .agent("anna")) == .notYourCall)
  }

  @Test("wrap-up is ended by the agent who has one open")
  func wrapUp() {
    let talk = Self.queued + [.offered("anna"), .answered("anna")]
    #expect(CallStory(talk).refusal(of: .wrapEnded()) == .notWrappingUp)
    let story = CallStory(talk + [.ended()])
    #expect(story.refusal(of: .wrapEnded("ben")) == .notWrappingUp)
    #expect(story.refusal(of: .wrapEnded(), by: .agent("ben")) == .notYourCall)
    #expect(story.commanded(.wrapEnded(), by: .agent("anna")) == [.wrapEnded()])
    #expect(story.reported(.wrapEnded("anna")) == [.wrapEnded("anna")])
  }
}
