import ContactCenter
import Testing

@Suite("An outbound call")
struct CallOutboundTests {
  @Test("a call that its agent dialled is talked as soon as the callee answers")
  func dialledByAgent() {
    var story = CallStory([.placed(by: "anna")])
    #expect(story.call.phase == .ringing)
    #expect(story.floor.desk(of: AgentID("anna")).activity == .onCall)
    #expect(story.commanded(.calleeAnswered()) == [.calleeAnswered()])
    story.fold(.calleeAnswered())
    #expect(story.call.phase == .talking)
    #expect(story.call.agent == AgentID("anna"))
    story.fold(.ended(by: .agent))
    #expect(story.call.phase == .wrap)
  }

  @Test("a call that a dialler placed waits for an agent once the callee answers")
  func dialledByMachine() {
    let story = CallStory([.placed(), .calleeAnswered()])
    #expect(story.call.phase == .inMenu)
    #expect(story.commanded(.queued()) == [.queued()])
    #expect(story.refusal(of: .calleeAnswered()) == .notInThisState)
  }

  @Test("before the callee answers the call is neither queued nor abandoned")
  func notConnected() {
    let story = CallStory([.placed(by: "anna")])
    for event in [CallEvent.queued(), .menuEntered, .abandoned(.menu), .routed(to: .queue)] {
      #expect(story.refusal(of: event, as: .fact) == .notInThisState)
    }
    #expect(CallStory([.received]).refusal(of: .calleeAnswered(), as: .fact) == .notInThisState)
    #expect(CallStory([.received]).refusal(of: .connectFailed(), as: .fact) == .notInThisState)
  }

  @Test(
    "a failed attempt is over, and restores the presence before it",
    arguments: ConnectFailureCause.allCases)
  func failed(cause: ConnectFailureCause) {
    var story = CallStory()
    story.choose(.break, "anna")
    story.fold(.placed(by: "anna"))
    #expect(story.commanded(.connectFailed(cause)) == [.connectFailed(cause)])
    story.fold(.connectFailed(cause))
    #expect(story.call.phase == .failed)
    #expect(story.call.isFinished)
    let desk = story.floor.desk(of: AgentID("anna"))
    #expect(desk.presence == .break)
    #expect(desk.activity == .notReady)
    #expect(story.refusal(of: .calleeAnswered(), as: .fact) == .alreadyEnded)
    #expect(story.commanded(.documented) == [.documented])
  }
}
