import ContactCenter
import Importers
import Testing

@Suite("The agents of a queue_log")
struct QueueLogAgentTests {
  @Test(
    "every line about an agent becomes its events",
    arguments: [
      ("q|SIP/1|ADDMEMBER|", ["agent.queue_joined", "agent.presence_changed"]),
      ("q|SIP/1|REMOVEMEMBER|", ["agent.queue_left", "agent.presence_changed"]),
      ("q|SIP/1|PENALTY|5", ["agent.queue_joined"]),
      ("NONE|SIP/1|PAUSEALL|", ["agent.presence_changed"]),
      ("NONE|SIP/1|UNPAUSEALL|", ["agent.presence_changed"]),
      ("q|SIP/1|PAUSE|lunch", ["agent.presence_changed"]),
      ("q|SIP/1|UNPAUSE|", ["agent.presence_changed"]),
      ("NONE|SIP/1|PAUSEREASON|coffee", ["agent.presence_changed"]),
      ("NONE|SIP/1|AGENTLOGIN|SIP/9-1", ["agent.session_started", "agent.presence_changed"]),
      ("NONE|SIP/1|AGENTLOGOFF|SIP/9-1|3600", ["agent.session_ended"]),
      ("NONE|SIP/1|AGENTCALLBACKLOGIN|9@x", ["agent.session_started", "agent.presence_changed"]),
      ("NONE|SIP/1|AGENTCALLBACKLOGOFF|9@x|3600|Autologoff", ["agent.session_ended"]),
    ])
  func line(text: String, types: [String]) async {
    let (sink, summary) = await imported("1700000000|NONE|\(text)\n")
    #expect(summary.isBalanced && summary.eventLines == 1)
    #expect(sink.types(of: StreamName(.agent, "SIP/1")) == types)
  }

  @Test("a member who is added paused is on a break, and removed from the last queue, offline")
  func membership() async {
    let (sink, _) = await imported(
      """
      1700000000|NONE|q|SIP/1|ADDMEMBER|PAUSED
      1700000001|NONE|r|SIP/1|ADDMEMBER|
      1700000002|NONE|q|SIP/1|REMOVEMEMBER|
      1700000003|NONE|r|SIP/1|REMOVEMEMBER|
      """)
    let presences = sink.events.compactMap { imported -> Presence? in
      if case .agent(.presenceChanged(let change)) = imported.event { change.presence } else { nil }
    }
    #expect(presences == [.break, .offline])
  }

  @Test("an agent who hangs up on the announcement has declined the call, which waits on")
  func agentDump() async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000005|c|q|SIP/1|AGENTDUMP|
      """)
    #expect(summary.quarantined == 0)
    #expect(
      sink.calls { if case .offerMissed(let miss) = $0 { miss.declined } else { nil } } == [true])
    #expect(sink.phase(ofCall: "c") == .queued)
  }

  @Test("what says nothing about calls or agents is ignored by a rule that has a name")
  func ignored() async {
    let (_, summary) = await imported(
      """
      1700000000|NONE|NONE|NONE|CONFIGRELOAD|
      1700000000|NONE|NONE|NONE|SYSCOMPAT|
      1700000000|c|q|NONE|DID|4930555
      1700000000|NONE|NONE|SIP/1|PENALTY|3

      """)
    #expect(summary.lines == 4)
    #expect(summary.ignoredLines == 4 && summary.isBalanced)
  }
}
