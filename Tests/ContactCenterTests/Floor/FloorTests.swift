import ContactCenter
import Testing

@Suite("The agents on the floor")
struct FloorTests {
  static let anna = AgentID("anna")

  @Test("presence and activity are two axes: going offline takes effect after the call")
  func twoAxes() {
    var story = CallStory([.received, .queued(), .offered("anna"), .answered("anna")])
    story.choose(.offline, "anna")
    #expect(story.floor.desk(of: Self.anna).activity == .onCall)
    story.fold(.held)
    #expect(story.floor.desk(of: Self.anna).activity == .holding)
    story.fold(.ended(wrapMilliseconds: 0))
    #expect(story.floor.desk(of: Self.anna).activity == .notReady)
    story.choose(.available, "anna")
    #expect(story.floor.desk(of: Self.anna).isAvailable)
  }

  @Test("an agent is idle, rings, talks, holds, wraps up, and is idle again")
  func activities() {
    var story = CallStory([.received, .queued()])
    let steps: [(CallEvent, AgentActivity)] = [
      (.offered("anna"), .ringing), (.offerMissed("anna"), .idle), (.offered("anna"), .ringing),
      (.answered("anna"), .onCall), (.held, .holding), (.resumed, .onCall),
      (.transferred(toQueue: "support"), .wrappingUp), (.wrapEnded("anna"), .idle),
    ]
    #expect(story.floor.desk(of: Self.anna).activity == .idle)
    for (event, activity) in steps {
      story.fold(event)
      #expect(story.floor.desk(of: Self.anna).activity == activity, "\(event)")
    }
    #expect(story.floor.desk(of: AgentID("ben")).activity == .idle)
  }

  @Test("wrap-up of two agents ends for each apart, and for the last one where none is named")
  func twoWraps() {
    var story = CallStory([
      .received, .queued(), .offered("anna"), .answered("anna"),
      .transferred(toAgent: "ben", .attended), .answered("ben"), .ended(),
    ])
    story.fold(.wrapEnded())
    #expect(story.floor.desk(of: AgentID("ben")).activity == .idle)
    #expect(story.floor.desk(of: Self.anna).activity == .wrappingUp)
    story.fold(.wrapEnded())
    #expect(story.floor.desk(of: Self.anna).activity == .idle)
  }

  @Test("overlapping calls of one agent are both kept, and end apart")
  func overlap() {
    var story = CallStory([.received, .queued(), .answered("anna")])
    story.elsewhere(.answered("anna"))
    #expect(story.floor.desk(of: Self.anna).tasks.count == 2)
    story.fold(.ended(wrapMilliseconds: 0))
    #expect(story.floor.desk(of: Self.anna).activity == .onCall)
    story.elsewhere(.ended(wrapMilliseconds: 0))
    #expect(story.floor.desk(of: Self.anna).activity == .idle)
  }

  @Test("an agent who takes a call has left the wrap-up before it, said or not")
  func unreportedWrap() {
    var story = CallStory([.received, .queued(), .answered("anna"), .ended()])
    story.elsewhere(.answered("anna"))
    story.elsewhere(.ended(wrapMilliseconds: 0))
    #expect(story.floor.desk(of: Self.anna).isAvailable)
  }

  @Test("an abandoned call stops ringing even where a switch does not say so")
  func abandoned() {
    let story = CallStory([.received, .queued(), .offered("anna"), .abandoned()])
    #expect(story.floor.desk(of: Self.anna).isAvailable)
  }

  @Test("changed desks are handed out once, in the order of their agents")
  func changes() {
    var floor = CallStory([.received, .queued(), .offered("ben"), .offered("anna")]).floor
    #expect(floor.takeChanged().map(\.agent.rawValue) == ["anna", "ben", "cleo"])
    #expect(floor.takeChanged().isEmpty)
    floor.apply(.call(.offerMissed("ben")), of: CallStory.stream, at: Timestamp())
    #expect(floor.takeChanged() == [floor.desk(of: AgentID("ben"))])
  }

  @Test("a session that ends takes the agent offline")
  func sessionEnds() {
    var floor = Floor()
    let stream = StreamName(.agent, "anna")
    let start = Timestamp(milliseconds: 5_000)
    floor.apply(.agent(.sessionStarted(.init())), of: stream, at: start)
    floor.apply(
      .agent(.presenceChanged(.init { $0.presence = .available })), of: stream, at: start)
    #expect(floor.desk(of: Self.anna).sessionSince == start)
    #expect(floor.desk(of: Self.anna).isAvailable)
    floor.apply(.agent(.sessionEnded(.init())), of: stream, at: start.adding(milliseconds: 1))
    #expect(floor.desk(of: Self.anna).sessionSince == nil)
    #expect(floor.desk(of: Self.anna).presence == .offline)
  }
}
