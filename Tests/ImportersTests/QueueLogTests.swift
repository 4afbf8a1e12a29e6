import ContactCenter
import Importers
import TestSupport
import Testing

/// Imports a queue_log that is given as text.
func imported(
  _ text: String, source: String = AsteriskQueueLogImporter.defaultSource,
  into sink: inout AggregateSink
) async -> ImportSummary {
  var importer = AsteriskQueueLogImporter(source: source)
  importer.adopt(await sink.work(ofSource: source))
  importer.read(Array(text.utf8))
  importer.finish()
  await importer.deliver(to: &sink)
  return importer.summary
}

func imported(_ text: String) async -> (AggregateSink, ImportSummary) {
  var sink = AggregateSink()
  let summary = await imported(text, into: &sink)
  return (sink, summary)
}

@Suite("A switch's queue_log")
struct QueueLogTests {
  @Test("an answered call: received, queued, answered, ended, with the switch's own durations")
  func answeredCall() async throws {
    let (sink, summary) = await imported(
      """
      1700000000|1700000000.1|Support|NONE|ENTERQUEUE||0301234567|1
      1700000012|1700000000.1|Support|PJSIP/400|CONNECT|13|1700000001.2|4
      1700000100|1700000000.1|Support|PJSIP/400|COMPLETEAGENT|13|87|1
      """)
    #expect(summary.isBalanced && summary.eventLines == 3)
    let call = StreamName(.call, "1700000000.1")
    #expect(
      sink.types(of: call) == ["call.received", "call.queued", "call.answered", "call.ended"])
    let answer = CallEvent.Answered {
      $0.agent = AgentID("PJSIP/400")
      $0.waitMilliseconds = 13_000
      $0.ringMilliseconds = 4_000
    }
    #expect(
      sink.calls { if case .answered(let answered) = $0 { answered } else { nil } } == [answer])
    let end = CallEvent.Ended {
      $0.by = .agent
      $0.phase = .talk
      $0.talkMilliseconds = 87_000
      $0.wrapMilliseconds = 0
    }
    #expect(sink.calls { if case .ended(let ended) = $0 { ended } else { nil } } == [end])
    #expect(
      sink.calls { if case .received(let call) = $0 { call.from } else { nil } } == ["0301234567"])
    #expect(sink.types(of: StreamName(.queue, "Support")) == ["queue.configured"])
    #expect(sink.phase(ofCall: "1700000000.1") == .closed)
  }

  @Test(
    "every way out of a queue is counted as such",
    arguments: [
      ("ABANDON|1|1|20", "call.abandoned", CallPhase.abandoned),
      ("EXITWITHTIMEOUT|1|1|20", "call.queue_exited", .diverted),
      ("EXITWITHTIMEOUT|1", "call.queue_exited", .diverted),
      ("EXITWITHKEY|9|1|1|20", "call.queue_exited", .diverted),
      ("EXITEMPTY|1|1|20", "call.queue_exited", .diverted),
      ("WITHDRAW|1|1|20", "call.queue_exited", .diverted),
    ])
  func wayOut(event: String, type: String, phase: CallPhase) async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000020|c|q|NONE|\(event)
      """)
    #expect(summary.isBalanced && summary.quarantined == 0)
    #expect(sink.types(of: StreamName(.call, "c")).last == type)
    #expect(sink.phase(ofCall: "c") == phase)
  }

  @Test(
    "every kind of transfer ends the agent's talk",
    arguments: [
      ("BLINDTRANSFER|200|default|3|40|1", 40_000),
      ("TRANSFER|200|default|3|40", 40_000),
      ("TRANSFER|200|default", nil),
      ("ATTENDEDTRANSFER|BRIDGE|b-1|3|40|1", 40_000),
      ("ATTENDEDTRANSFER|APP|Queue|3|40|1", 40_000),
      ("ATTENDEDTRANSFER|LINK|SIP/1|SIP/2|3|40|1", 40_000),
    ] as [(String, Int64?)])
  func transfer(event: String, talk: Int64?) async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000003|c|q|SIP/1|CONNECT|3|b|2
      1700000043|c|q|SIP/1|\(event)
      """)
    #expect(summary.quarantined == 0)
    #expect(
      sink.calls {
        if case .transferred(let transfer) = $0 { transfer.talkMilliseconds } else { nil }
      }
        == [talk])
    #expect(sink.phase(ofCall: "c") == .diverted)
  }

  @Test("a call that is passed on enters the next queue under its own name")
  func severalQueues() async {
    let (sink, summary) = await imported(
      """
      1700000000|c|first|NONE|ENTERQUEUE|||1
      1700000020|c|first|NONE|EXITWITHTIMEOUT|1|1|20
      1700000020|c|second|NONE|ENTERQUEUE|||1
      1700000025|c|second|SIP/1|CONNECT|5|b|2
      1700000050|c|second|SIP/1|BLINDTRANSFER|300|default|5|25|1
      1700000050|c|third|NONE|ENTERQUEUE|||1
      1700000060|c|third|SIP/2|CONNECT|10|b|2
      1700000090|c|third|SIP/2|COMPLETECALLER|10|30|1
      """)
    #expect(summary.quarantined == 0)
    let tally = Tally(sink.events)
    #expect(tally.total.offered == 3 && tally.total.answered == 2 && tally.total.exited == 1)
    #expect(sink.phase(ofCall: "c") == .closed)
  }

  @Test("a unique id that enters a queue after its call had ended is another contact")
  func comesBack() async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000003|c|q|SIP/1|CONNECT|3|b|2
      1700000043|c|q|SIP/1|COMPLETEAGENT|3|40|1
      1700000043|c|survey|NONE|ENTERQUEUE|||1
      1700000050|c|survey|NONE|ABANDON|1|1|7
      """)
    #expect(summary.quarantined == 0)
    #expect(sink.phase(ofCall: "c") == .closed)
    #expect(sink.phase(ofCall: "c~2") == .abandoned)
  }

  @Test("ring-all: several phones ring in vain, one after the other and at once")
  func ringAll() async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000010|c|q|SIP/1|RINGNOANSWER|10000
      1700000010|c|q|SIP/2|RINGNOANSWER|10000
      1700000010|c|q|SIP/3|RINGNOANSWER|0
      1700000015|c|q|SIP/4|CONNECT|15|b|5
      1700000015|c|q|SIP/5|RINGNOANSWER|5000
      1700000016|c|q|SIP/6|RINGCANCELED|5000
      1700000040|c|q|SIP/4|COMPLETEAGENT|15|25|1
      """)
    #expect(summary.quarantined == 0)
    #expect(sink.types(of: StreamName(.call, "c")).count { $0 == "call.offer_missed" } == 4)
    #expect(sink.types(of: StreamName(.call, "c")).count { $0 == "call.offer_rescinded" } == 1)
    #expect(sink.phase(ofCall: "c") == .closed)
  }

  @Test("lines of one second in any order are the same call")
  func outOfOrder() async {
    let lines = [
      "1700000000|c|q|NONE|ENTERQUEUE|||1", "1700000000|c|q|SIP/2|RINGNOANSWER|0",
      "1700000000|c|q|SIP/1|CONNECT|0|b|0", "1700000000|c|q|SIP/1|BLINDTRANSFER|9|x|0|0|1",
      "1700000000|c|r|NONE|ENTERQUEUE|||1", "1700000000|c|r|NONE|ABANDON|1|1|0",
    ]
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let shuffled = lines.shuffled(using: &random)
      // Between two visits to different queues only their own order can tell which was first.
      guard
        shuffled.firstIndex(of: lines[0]).map({ first in
          shuffled.firstIndex(of: lines[4]).map { first < $0 } ?? false
        }) == true
      else { continue }
      let (sink, summary) = await imported(shuffled.joined(separator: "\n"))
      #expect(summary.quarantined == 0, "seed \(seed): \(summary.issues)")
      #expect(sink.phase(ofCall: "c") == .abandoned, "seed \(seed)")
      #expect(Tally(sink.events).total.offered == 2, "seed \(seed)")
    }
  }

  @Test("a restart ends the calls that the switch held, and no others")
  func restart() async {
    let (sink, summary) = await imported(
      """
      1700000000|NONE|NONE|NONE|QUEUESTART|
      1700000001|waiting|q|NONE|ENTERQUEUE|||1
      1700000001|talking|q|NONE|ENTERQUEUE|||1
      1700000001|over|q|NONE|ENTERQUEUE|||1
      1700000002|talking|q|SIP/1|CONNECT|1|b|1
      1700000003|over|q|NONE|ABANDON|1|1|2
      1700000009|NONE|NONE|NONE|QUEUESTART|
      1700000010|NONE|NONE|NONE|CONFIGRELOAD|
      """)
    #expect(summary.isBalanced && summary.quarantined == 0)
    #expect(summary.ignored == ["restart without open calls": 1, "configuration reload": 1])
    #expect(sink.phase(ofCall: "waiting") == .closed)
    #expect(sink.phase(ofCall: "talking") == .closed)
    #expect(sink.phase(ofCall: "over") == .abandoned)
    let ends = sink.calls { if case .ended(let ended) = $0 { ended } else { nil } }
    #expect(ends.count == 2)
    #expect(
      ends.allSatisfy { $0.by == .system && $0.cause == Code("restart") && $0.inferred == true })
  }

  @Test("a restart ends the calls that an earlier part of the log left open")
  func restartAfterRotation() async {
    var sink = AggregateSink()
    _ = await imported("1700000000|c|q|NONE|ENTERQUEUE|||1\n", into: &sink)
    _ = await imported("1700000009|NONE|NONE|NONE|QUEUESTART|\n", into: &sink)
    #expect(sink.phase(ofCall: "c") == .closed)
  }

  @Test("a log that begins in the middle of calls and ends in one")
  func middle() async {
    let (sink, summary) = await imported(
      """
      1700000000|early|q|SIP/1|CONNECT|5|b|2
      1700000001|earlier|q|SIP/2|COMPLETECALLER|5|100|1
      1700000002|late|q|NONE|ENTERQUEUE|||1
      1700000003|early|q|SIP/1|COMPLETEAGENT|5|3|1
      """)
    #expect(summary.isBalanced)
    #expect(summary.quarantined == 3)
    #expect(summary.issues.map(\.line).sorted() == [1, 2, 4])
    #expect(summary.issues.allSatisfy { $0.reason.code == "notBegun" })
    #expect(sink.phase(ofCall: "late") == .queued)
  }

  @Test("the next file of a rotated log goes on with the calls of the one before")
  func rotated() async {
    var sink = AggregateSink()
    let first = await imported("1700000000|c|q|NONE|ENTERQUEUE|||1\n", into: &sink)
    let second = await imported(
      """
      1700000005|c|q|SIP/1|CONNECT|5|b|2
      1700000009|c|q|SIP/1|COMPLETEAGENT|5|4|1
      """, into: &sink)
    #expect(first.quarantined == 0 && second.quarantined == 0)
    #expect(sink.phase(ofCall: "c") == .closed)
  }

  @Test("importing again adds nothing, quarantine included")
  func again() async {
    let log = """
      1700000000|c|q|SIP/1|COMPLETEAGENT|5|4|1
      1700000001|c|q|NONE|ENTERQUEUE|||1
      rubbish
      1700000002|d|q|NONE|ENTERQUEUE||555|1
      1700000002|d|q|NONE|ABANDON|1|1|0
      """
    var (sink, first) = await imported(log)
    let before = sink.events
    let second = await imported(log, into: &sink)
    #expect(sink.events == before)
    #expect(first.quarantined == 2)
    #expect(second.isBalanced)
  }

  @Test("two identical lines are two events")
  func identicalLines() async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000010|c|q|SIP/1|RINGNOANSWER|1000
      1700000010|c|q|SIP/1|RINGNOANSWER|1000
      """)
    #expect(summary.eventLines == 3)
    #expect(sink.types(of: StreamName(.call, "c")).count { $0 == "call.offer_missed" } == 2)
  }

  @Test("two switches may use the same unique ids")
  func twoSwitches() async {
    let log = "1700000000|c|q|NONE|ENTERQUEUE|||1\n1700000009|c|q|NONE|ABANDON|1|1|9\n"
    var sink = AggregateSink()
    _ = await imported(log, into: &sink)
    let second = await imported(log, source: "north", into: &sink)
    #expect(second.quarantined == 0)
    #expect(Tally(sink.events).total.offered == 2)
    #expect(sink.phase(ofCall: "north/c") == .abandoned)
  }

  @Test("an answer in another queue than the one in which the call waits is set aside")
  func otherQueue() async {
    let (sink, summary) = await imported(
      """
      1700000000|c|q|NONE|ENTERQUEUE|||1
      1700000005|c|r|SIP/1|CONNECT|5|b|2
      1700000006|c|q|NONE|ABANDON|1|1|6
      """)
    #expect(summary.issues.map(\.reason.code) == ["other_queue"])
    #expect(sink.phase(ofCall: "c") == .abandoned)
  }
}
