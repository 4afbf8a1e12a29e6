import ContactCenter
import Testing

@Suite("Handing a call over")
struct CallTransferTests {
  static let talking: [CallEvent] = [.received, .queued(), .offered("anna"), .answered("anna")]

  @Test("a transfer to a queue opens a new visit, and the first agent's wrap-up")
  func toQueue() {
    var story = CallStory(Self.talking)
    let events = story.commanded(.transferred(toQueue: "support"), by: .agent("anna"))
    #expect(events == [.transferred(toQueue: "support"), .queued("support")])
    let first = story.call.queuedSince
    for event in events ?? [] { story.fold(event) }
    #expect(story.call.phase == .queued)
    #expect(story.call.queue == QueueID("support"))
    #expect(story.call.queuedSince != first)
    #expect(story.call.agent == nil)
    #expect(story.call.wrappingUp == [AgentID("anna")])
  }

  @Test("a switch reports the visit after a transfer itself")
  func reportedTransfer() {
    var story = CallStory(Self.talking)
    let transfer = CallEvent.transferred(toQueue: "support", wrapMilliseconds: 0)
    #expect(story.reported(transfer) == [transfer])
    story.fold(transfer)
    #expect(story.call.phase == .ringing)
    #expect(story.call.wrappingUp.isEmpty)
    #expect(story.reported(.queued("support")) == [.queued("support")])
    #expect(story.reported(.ended()) == [.ended()])
    #expect(story.refusal(of: .abandoned(.menu), as: .fact) == .notInThisState)
  }

  @Test("an attended transfer is answered at once, a blind one rings the agent first")
  func toAgent() {
    let story = CallStory(Self.talking + [.held])
    let attended = CallEvent.transferred(toAgent: "ben", .attended)
    #expect(story.commanded(attended) == [attended, .answered("ben")])
    let blind = CallEvent.transferred(toAgent: "ben", .blind)
    #expect(story.commanded(blind) == [blind, .offered("ben")])
    #expect(story.reported(blind) == [blind])
  }

  @Test("the second agent has the call while the first wraps up and documents")
  func twoAgents() {
    var story = CallStory(
      Self.talking + [.transferred(toAgent: "ben", .attended), .answered("ben")])
    #expect(story.call.phase == .talking)
    #expect(story.call.agent == AgentID("ben"))
    #expect(story.call.wrappingUp == [AgentID("anna")])
    #expect(story.commanded(.documented, by: .agent("anna")) == [.documented])
    story.fold(.ended())
    #expect(story.call.wrappingUp == [AgentID("anna"), AgentID("ben")])
    story.fold(.wrapEnded("anna"))
    #expect(story.call.phase == .wrap)
    #expect(!story.call.isFinished)
    story.fold(.wrapEnded("ben"))
    #expect(story.call.phase == .closed)
    #expect(story.call.isFinished)
  }

  @Test("a blind transfer that nobody takes leaves the call ringing nobody, and may go on")
  func blindMissed() {
    let story = CallStory(
      Self.talking + [.transferred(toAgent: "ben"), .offered("ben"), .offerMissed("ben")])
    #expect(story.call.phase == .ringing)
    #expect(story.commanded(.offered("cleo")) == [.offered("cleo")])
    #expect(story.commanded(.queued()) == [.queued()])
    #expect(story.refusal(of: .abandoned(.menu)) == .notInThisState)
    #expect(story.reported(.ended()) == [.ended()])
  }

  @Test("a caller who hangs up while a transfer rings is ended, and the ringing stops")
  func hangUpDuringTransfer() {
    let story = CallStory(Self.talking + [.transferred(toAgent: "ben"), .offered("ben")])
    #expect(story.commanded(.ended()) == [.offerRescinded("ben"), .ended()])
  }

  @Test("a call handed to somebody outside is diverted; its end may still be reported")
  func outside() {
    var story = CallStory(Self.talking)
    #expect(story.commanded(.transferred()) == [.transferred()])
    story.fold(.transferred())
    #expect(story.call.phase == .diverted)
    #expect(!story.call.isFinished)
    #expect(story.commanded(.documented, by: .agent("anna")) == [.documented])
    story.fold(.wrapEnded())
    #expect(story.call.isFinished)
    #expect(story.reported(.ended()) == [.ended()])
    story.fold(.ended())
    #expect(story.call.phase == .closed)
  }

  @Test("a transfer names its target, and not the agent who has the call")
  func targets() {
    let story = CallStory(Self.talking)
    let nowhere = CallEvent.transferred(.init { $0.target = .queue })
    #expect(story.refusal(of: nowhere, as: .fact) == .targetMissing)
    #expect(story.refusal(of: .transferred(toAgent: "anna"), as: .fact) == .transferToSelf)
    let nobody = CallEvent.transferred(.init { $0.target = .agent })
    #expect(story.refusal(of: nobody) == .targetMissing)
  }

  @Test("a transfer by command needs an agent who can take it")
  func availability() {
    var story = CallStory(Self.talking)
    story.choose(.lunch, "ben")
    #expect(story.refusal(of: .transferred(toAgent: "ben", .blind)) == .agentNotAvailable)
    #expect(story.commanded(.transferred(toAgent: "ben", .attended)) != nil)
    story.choose(.offline, "ben")
    #expect(story.refusal(of: .transferred(toAgent: "ben", .attended)) == .agentNotAvailable)
    story.elsewhere(.answered("cleo"))
    #expect(story.refusal(of: .transferred(toAgent: "cleo", .attended)) == .agentOnCall)
  }

  @Test("a call routed to agents rings them without a queue")
  func directCall() {
    #expect(CallStory([.received]).refusal(of: .offered("anna")) == .notInThisState)
    let story = CallStory([.received, .routed(to: .agents)])
    #expect(story.commanded(.offered("anna")) == [.offered("anna")])
    #expect(story.reported(.answered("anna")) == [.answered("anna")])
    let ringing = CallStory([.received, .routed(to: .agents), .offered("anna")])
    #expect(ringing.refusal(of: .ended()) == .abandonedNotEnded)
    #expect(ringing.commanded(.abandoned(.menu)) == [.offerRescinded("anna"), .abandoned(.menu)])
    #expect(ringing.refusal(of: .queueExited()) == .notInThisState)
  }
}
