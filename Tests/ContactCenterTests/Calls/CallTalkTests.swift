import ContactCenter
import Testing

@Suite("Talking, ending, and what comes after")
struct CallTalkTests {
  static let talking: [CallEvent] = [.received, .queued(), .offered("anna"), .answered("anna")]

  @Test("a caller who hangs up on hold ends the call, and the hold with it")
  func endedOnHold() {
    let story = CallStory(Self.talking + [.held])
    #expect(story.commanded(.ended()) == [.ended()])
    var after = story
    after.fold(.ended())
    #expect(after.call.phase == .wrap)
    #expect(after.floor.desk(of: AgentID("anna")).activity == .wrappingUp)
  }

  @Test("hold begins while talking and ends on hold")
  func hold() {
    let talking = CallStory(Self.talking)
    #expect(talking.refusal(of: .resumed) == .notInThisState)
    #expect(talking.commanded(.held) == [.held])
    let held = CallStory(Self.talking + [.held])
    #expect(held.refusal(of: .held) == .notInThisState)
    #expect(held.commanded(.resumed) == [.resumed])
    #expect(CallStory([.received, .queued()]).refusal(of: .held, as: .fact) == .notInThisState)
  }

  @Test("a source that says how long wrap-up was has closed it")
  func knownWrap() {
    var story = CallStory(Self.talking)
    story.fold(.ended(wrapMilliseconds: 0))
    #expect(story.call.phase == .closed)
    #expect(story.call.isFinished)
    #expect(story.floor.desk(of: AgentID("anna")).activity == .idle)
  }

  @Test("an agent identifies, greets and records a reason only while talking")
  func personsSpeakWhileTalking() {
    let queued = CallStory([.received, .queued()])
    let greeted = CallEvent.greeted(.init { $0.agentNamed = true })
    for event in [CallEvent.identified(), .reasonRecorded, greeted] {
      #expect(queued.refusal(of: event, by: .agent("anna")) == .notInThisState)
      #expect(CallStory(Self.talking).commanded(event, by: .agent("anna")) == [event])
      #expect(queued.commanded(event, by: .house) == [event])
      #expect(queued.reported(event) == [event])
    }
    let held = CallStory(Self.talking + [.held])
    #expect(held.refusal(of: .identified(), by: .agent("anna")) == .notInThisState)
    let wrap = CallStory(Self.talking + [.ended()])
    #expect(wrap.refusal(of: .identified(), by: .agent("anna")) == .alreadyEnded)
    #expect(wrap.commanded(.reasonRecorded, by: .agent("anna")) == [.reasonRecorded])
  }

  @Test("a resolution needs a recorded reason, a confirmation needs a resolution")
  func resolution() {
    #expect(CallStory(Self.talking).refusal(of: .resolved, as: .fact) == .reasonNotRecorded)
    #expect(CallStory(Self.talking).refusal(of: .confirmed) == .notResolved)
    let reasoned = CallStory(Self.talking + [.reasonRecorded])
    #expect(reasoned.commanded(.resolved) == [.resolved])
    let resolved = CallStory(Self.talking + [.reasonRecorded, .resolved])
    #expect(resolved.commanded(.confirmed) == [.confirmed])
    #expect(resolved.commanded(.denied) == [.denied])
    let denied = CallStory(Self.talking + [.reasonRecorded, .resolved, .denied])
    #expect(denied.refusal(of: .confirmed) == .notResolved)
    #expect(denied.commanded(.resolved) == [.resolved])
    let confirmed = CallStory(Self.talking + [.reasonRecorded, .resolved, .confirmed])
    #expect(confirmed.refusal(of: .denied) == .alreadyConfirmed)
    #expect(confirmed.refusal(of: .resolved) == .alreadyConfirmed)
  }

  @Test("after wrap-up a call is documented, rated, linked and followed up, and nothing else")
  func afterwards() throws {
    let story = CallStory(Self.talking + [.ended(), .wrapEnded()])
    let refused = try #require(story.decide(.held, by: .supervisor).rejection)
    #expect(refused.reason == .alreadyEnded)
    #expect(refused.state == "Closed")
    #expect(
      Set(refused.allowed) == [
        "call.documented", "call.noted", "call.corrected", "call.feedback_requested",
        "call.linked_to_case", "call.callback_requested",
      ])
  }

  @Test("feedback answers a request, once, within its scale")
  func feedback() {
    let closed = Self.talking + [.ended(wrapMilliseconds: 0)]
    #expect(CallStory(closed).refusal(of: .feedback(5), as: .fact) == .feedbackNotRequested)
    let asked = CallStory(closed + [.feedbackRequested(.csat)])
    #expect(asked.commanded(.feedback(5)) == [.feedback(5)])
    #expect(asked.refusal(of: .feedback(0)) == .scoreOutOfScale)
    #expect(asked.refusal(of: .feedback(6), as: .fact) == .scoreOutOfScale)
    #expect(asked.refusal(of: .feedback(9, .nps)) == .otherScale)
    #expect(asked.refusal(of: .feedbackRequested()) == .feedbackAlreadyRequested)
    let given = CallStory(closed + [.feedbackRequested(), .feedback(10, .nps)])
    #expect(given.refusal(of: .feedback(10, .nps)) == .feedbackNotRequested)
    let declined = CallStory(closed + [.feedbackRequested(), .feedbackDeclined(.init())])
    #expect(declined.refusal(of: .feedback(3)) == .feedbackNotRequested)
    #expect(declined.commanded(.feedbackRequested()) == [.feedbackRequested()])
  }

  @Test("a phantom is received and ended, and visits no queue")
  func phantom() {
    let end = CallEvent.ended(by: .system, cause: "phantom")
    var story = CallStory([.received])
    #expect(story.reported(end) == [end])
    story.fold(end)
    #expect(story.call.phase == .closed)
    #expect(story.call.queue == nil)
  }
}
