import ContactCenter
import Testing

@Suite("A call in a queue")
struct CallQueueTests {
  static let queued: [CallEvent] = [.received, .queued()]
  static let ringingBoth: [CallEvent] = queued + [.offered("anna"), .offered("ben")]

  @Test("the first answer rescinds the other offers of a ring-all")
  func firstAnswerWins() {
    let story = CallStory(Self.ringingBoth)
    #expect(story.commanded(.answered("ben")) == [.answered("ben"), .offerRescinded("anna")])
    #expect(story.reported(.answered("ben")) == [.answered("ben"), .offerRescinded("anna")])
  }

  @Test("a late answer to a rescinded offer is refused")
  func lateAnswer() throws {
    var story = CallStory(Self.ringingBoth + [.answered("ben"), .offerRescinded("anna")])
    let late = try #require(story.decide(.answered("anna"), by: .agent("anna")).rejection)
    #expect(late.reason == .alreadyAnswered)
    #expect(late.state == "Talking")
    #expect(late.allowed.contains("call.held"))
    #expect(!late.allowed.contains("call.answered"))
    #expect(story.reported(.answered("anna")) == nil)
    story = CallStory(Self.ringingBoth + [.offerRescinded("anna")])
    #expect(story.refusal(of: .answered("anna")) == .notOffered)
  }

  @Test("only an agent to whom the call was offered may answer it by command")
  func onlyTheOffered() {
    #expect(CallStory(Self.queued).refusal(of: .answered("anna")) == .notOffered)
    let story = CallStory(Self.queued + [.offered("anna")])
    #expect(story.refusal(of: .answered("ben")) == .notOffered)
    #expect(story.refusal(of: .answered("anna"), by: .agent("ben")) == .notYourCall)
    #expect(story.commanded(.answered("anna"), by: .agent("anna")) == [.answered("anna")])
  }

  @Test("a switch that reports no offers may report an answer straight from the queue")
  func answerWithoutOffer() {
    let story = CallStory(Self.queued, available: [])
    #expect(story.reported(.answered("anna")) == [.answered("anna")])
    #expect(story.reported(.answered("unknown")) == [.answered("unknown")])
  }

  @Test("a missed offer returns the call to its queue with its first enqueue time")
  func missedOffer() {
    var story = CallStory(Self.queued)
    let since = story.call.queuedSince
    for event in [CallEvent.offered("anna"), .offerMissed("anna")] { story.fold(event) }
    #expect(story.call.phase == .queued)
    #expect(story.call.queuedSince == since)
    #expect(since != nil)
  }

  @Test("a miss of one agent leaves the call ringing the other")
  func oneOfTwoMisses() {
    let story = CallStory(Self.ringingBoth + [.offerMissed("anna")])
    #expect(story.call.phase == .offered)
    #expect(story.call.offers == [AgentID("ben")])
  }

  @Test("a miss without an offer is a fact that a switch may report, early or late")
  func missWithoutOffer() {
    #expect(CallStory(Self.queued).reported(.offerMissed("anna")) == [.offerMissed("anna")])
    #expect(CallStory(Self.queued).refusal(of: .offerMissed("anna")) == .notInThisState)
    let over = CallStory(Self.queued + [.abandoned()])
    #expect(over.reported(.offerRescinded("anna")) == [.offerRescinded("anna")])
    #expect(
      CallStory(Self.queued + [.offered("anna")]).refusal(of: .offerMissed("ben")) == .notOffered)
  }

  @Test("a call that leaves while it rings stops ringing first")
  func leavingRescinds() {
    let story = CallStory(Self.ringingBoth)
    let rescinded: [CallEvent] = [.offerRescinded("anna"), .offerRescinded("ben")]
    #expect(story.commanded(.abandoned()) == rescinded + [.abandoned()])
    #expect(story.reported(.queueExited(.key)) == rescinded + [.queueExited(.key)])
  }

  @Test("a hang-up in a queue is abandoned, not ended")
  func hangUpInQueue() throws {
    let refused = try #require(CallStory(Self.queued).decide(.ended(by: .customer)).rejection)
    #expect(refused.reason == .abandonedNotEnded)
    #expect(refused.allowed.contains("call.abandoned"))
    #expect(CallStory(Self.queued).reported(.ended(by: .customer)) == nil)
    #expect(CallStory(Self.queued).refusal(of: .abandoned(.menu)) == .wrongPhase)
    #expect(CallStory([.received, .menuEntered]).refusal(of: .abandoned(.queue)) == .wrongPhase)
    #expect(CallStory([.received]).commanded(.abandoned(.menu)) == [.abandoned(.menu)])
  }

  @Test("a restart of the switch takes the call out of its queue, then ends it")
  func restart() {
    let end = CallEvent.ended(by: .system, cause: "restart")
    #expect(CallStory(Self.queued).reported(end) == [.queueExited(.restart), end])
    #expect(
      CallStory(Self.ringingBoth).reported(end)
        == [.offerRescinded("anna"), .offerRescinded("ben"), .queueExited(.restart), end])
    let plain = CallEvent.ended(by: .system)
    #expect(CallStory(Self.queued).commanded(plain) == [.queueExited(.withdrawn), plain])
  }

  @Test("a visit that was answered is not abandoned; a later one may be")
  func abandonAfterAnswer() {
    var story = CallStory(Self.queued + [.offered("anna"), .answered("anna")])
    #expect(story.refusal(of: .abandoned(), as: .fact) == .notInThisState)
    story.fold(.held)
    #expect(story.refusal(of: .abandoned(), as: .fact) == .notInThisState)
    for event in [CallEvent.transferred(toQueue: "support"), .queued("support")] {
      story.fold(event)
    }
    #expect(story.commanded(.abandoned()) == [.abandoned()])
  }

  @Test("a call that left its queue may be queued again, and one that was abandoned may not")
  func queuedAgain() {
    let exited = CallStory(Self.queued + [.queueExited(.overflow)])
    #expect(exited.call.phase == .diverted)
    #expect(exited.commanded(.queued("support")) == [.queued("support")])
    let abandoned = CallStory(Self.queued + [.abandoned()])
    #expect(abandoned.refusal(of: .queued()) == .alreadyEnded)
    #expect(CallStory(Self.queued).refusal(of: .queued("support")) == .notInThisState)
  }

  @Test("a log that begins in the middle of a call is refused, whoever reports it")
  func midCall() throws {
    let answer = CallStory().decide(.answered("anna"), by: .pbx, as: .fact)
    let refused = try #require(answer.rejection)
    #expect(refused.reason == .notBegun)
    #expect(refused.state == "New")
    #expect(refused.allowed == ["call.received", "call.placed"])
    #expect(CallStory([.received]).refusal(of: .received, as: .fact) == .alreadyBegun)
  }
}
