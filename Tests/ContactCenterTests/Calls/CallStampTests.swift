import ContactCenter
import Testing

@Suite("What an event of a call concerns")
struct CallStampTests {
  @Test("headers name the queue, agent and customer of the moment")
  func stamps() {
    let steps: [(CallEvent, queue: String?, agent: String?, customer: String?)] = [
      (.received, nil, nil, nil),
      (.queued("sales"), "sales", nil, nil),
      (.offered("ben"), "sales", "ben", nil),
      (.offerMissed("ben"), "sales", "ben", nil),
      (.answered("anna"), "sales", "anna", nil),
      (.identified("k1"), "sales", "anna", "k1"),
      (.held, "sales", "anna", "k1"),
      (.transferred(toQueue: "support"), "sales", "anna", "k1"),
      (.queued("support"), "support", nil, "k1"),
      (.answered("ben"), "support", "ben", "k1"),
      (.wrapEnded("anna"), "support", "anna", "k1"),
      (.ended(), "support", "ben", "k1"),
      (.wrapEnded(), "support", "ben", "k1"),
      (.documented, "support", "ben", "k1"),
    ]
    var story = CallStory()
    for (event, queue, agent, customer) in steps {
      let stamps = story.call.stamps(for: event)
      #expect(stamps.queue?.rawValue == queue, "\(event)")
      #expect(stamps.agent?.rawValue == agent, "\(event)")
      #expect(stamps.customer?.rawValue == customer, "\(event)")
      story.fold(event)
    }
  }

  @Test("an attended transfer concerns the agent who hands over, the answer the one who takes")
  func transferToAgent() {
    var story = CallStory([.received, .queued(), .answered("anna")])
    let transfer = CallEvent.transferred(toAgent: "ben", .attended)
    #expect(story.call.stamps(for: transfer).agent == AgentID("anna"))
    story.fold(transfer)
    #expect(story.call.stamps(for: .answered("ben")).agent == AgentID("ben"))
  }
}
