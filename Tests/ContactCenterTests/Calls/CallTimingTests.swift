import ContactCenter
import Testing

@Suite("What falls due around a call")
struct CallTimingTests {
  private func crossed(
    _ threshold: CallThreshold, _ fill: (inout CallEvent.ThresholdCrossed) -> Void = { _ in }
  ) -> CallEvent {
    .thresholdCrossed(
      .init {
        $0.threshold = threshold
        fill(&$0)
      })
  }

  @Test("that a call has waited too long is for the clock to say, about the wait that goes on")
  func serviceLevel() {
    let story = CallStory([.received, .queued()])
    let since = story.call.queuedSince
    #expect(story.refusal(of: crossed(.serviceLevel), by: .supervisor) == .onlyTheEngine)
    #expect(story.refusal(of: crossed(.serviceLevel) { $0.since = since }) == nil)
    #expect(
      story.refusal(of: crossed(.serviceLevel) { $0.since = Timestamp() }) == .notInThisState)
    #expect(
      story.refusal(of: crossed(.serviceLevel) { $0.queue = QueueID("x") }) == .notInThisState)
    #expect(story.refusal(of: crossed(.handleTime)) == .notInThisState)
  }

  @Test("that a talk takes too long is about the agent who talks")
  func handleTime() {
    let story = CallStory([.received, .queued(), .offered("anna"), .answered("anna")])
    #expect(story.refusal(of: crossed(.handleTime) { $0.agent = AgentID("anna") }) == nil)
    #expect(
      story.refusal(of: crossed(.handleTime) { $0.agent = AgentID("ben") }) == .notInThisState)
    #expect(story.refusal(of: crossed(.serviceLevel)) == .notInThisState)
  }

  @Test("a call back is asked for, falls due once, and is made once")
  func callback() {
    var story = CallStory([.received, .queued(), .queueExited(.callback)])
    let due = CallEvent.callbackDue(.init())
    let completed = CallEvent.callbackCompleted(.init())
    #expect(story.refusal(of: due) == .noCallback)
    #expect(story.refusal(of: completed) == .noCallback)
    #expect(story.refusal(of: .callbackRequested(.init()), by: .supervisor) == nil)
    story.fold(.callbackRequested(.init()))
    #expect(story.refusal(of: due, by: .supervisor) == .onlyTheEngine)
    #expect(story.refusal(of: due) == nil)
    story.fold(due)
    #expect(story.refusal(of: due) == .noCallback)
    #expect(story.refusal(of: completed, by: .supervisor) == nil)
    story.fold(completed)
    #expect(story.refusal(of: completed) == .noCallback)
  }
}
