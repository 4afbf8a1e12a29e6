import ContactCenter
import Importers
import TestSupport
import Testing

@Suite("A queue_log that is damaged")
struct QueueLogHostilityTests {
  @Test(
    "a line that cannot be understood is quarantined with its number and the reason",
    arguments: [
      ("rubbish", "wrong_field_count"),
      ("yesterday|c|q|NONE|ENTERQUEUE|||1", "bad_time"),
      ("-5|c|q|NONE|ENTERQUEUE|||1", "time_out_of_range"),
      ("99999999999|c|q|NONE|ENTERQUEUE|||1", "time_out_of_range"),
      ("1700000000|c|q|NONE|OUTDIAL|555", "unknown_event"),
      ("1700000000|c|q|NONE|enterqueue|||1", "unknown_event"),
      ("1700000000|NONE|q|NONE|ENTERQUEUE|||1", "no_call"),
      ("1700000000|c|NONE|NONE|ENTERQUEUE|||1", "no_queue"),
      ("1700000000|c|q|SIP/1|CONNECT|soon|b|2", "bad_number"),
      ("1700000000|NONE|NONE|NONE|PAUSEALL|", "no_agent"),
      ("1700000000|c\u{85}|q|NONE|ENTERQUEUE|||1", "control_character"),
      ("1700000000|c\u{0}|q|NONE|ENTERQUEUE|||1", "control_character"),
      ("1700000000|\(String(repeating: "x", count: 200))|q|NONE|ENTERQUEUE|||1", "name_too_long"),
    ])
  func misunderstood(line: String, code: String) async {
    let (sink, summary) = await imported("1700000000|NONE|NONE|NONE|CONFIGRELOAD|\n\(line)\n")
    #expect(summary.isBalanced)
    #expect(summary.issues.map(\.line) == [2])
    #expect(summary.issues.map(\.reason.code) == [code])
    #expect(sink.types(of: StreamName(.source, "asterisk")) == ["source.event_quarantined"])
  }

  @Test("the raw line is kept without a loss, whatever its bytes")
  func rawBytes() async throws {
    var importer = AsteriskQueueLogImporter()
    importer.read([0x31, 0x7C, 0xFF, 0x5C, 0x00, 0x41, 0x0D, 0x0A])
    importer.finish()
    var sink = AggregateSink()
    await importer.deliver(to: &sink)
    #expect(importer.summary.issues.map(\.reason.code) == ["not_utf8"])
    guard case .source(.eventQuarantined(let quarantined))? = sink.events.first?.event else {
      Issue.record("nothing was quarantined")
      return
    }
    #expect(quarantined.raw == "1|\\xff\\x5c\\x00A")
    #expect(quarantined.line == 1)
  }

  @Test("a line without an end costs a bounded amount of memory and is one line")
  func overlong() async {
    var importer = AsteriskQueueLogImporter()
    for _ in 0..<300 { importer.read(Array(repeating: UInt8(ascii: "x"), count: 10_000)) }
    importer.read(Array("\n1700000000|NONE|NONE|NONE|CONFIGRELOAD|\r\n".utf8))
    importer.finish()
    var sink = AggregateSink()
    await importer.deliver(to: &sink)
    #expect(importer.summary.lines == 2 && importer.summary.isBalanced)
    #expect(importer.summary.issues.map(\.reason.code) == ["too_long"])
    #expect(sink.events.allSatisfy { $0.line.bytes.count <= ImportLimits.lineBytesMax })
  }

  @Test("chunks may cut the log anywhere", arguments: [1, 2, 3, 7, 64])
  func chunks(size: Int) async {
    let log = Array(
      """
      1700000000|c|q|NONE|ENTERQUEUE||0301234567|1\r
      1700000012|c|q|PJSIP/400|CONNECT|13|b|4\r
      1700000100|c|q|PJSIP/400|COMPLETEAGENT|13|87|1
      """.utf8)
    var whole = AsteriskQueueLogImporter()
    whole.read(log)
    whole.finish()
    var cut = AsteriskQueueLogImporter()
    for start in stride(from: 0, to: log.count, by: size) {
      cut.read(log[start..<min(start + size, log.count)])
    }
    cut.finish()
    #expect(cut.ledger.pending == whole.ledger.pending)
    #expect(cut.summary == whole.summary)
  }

  @Test("random damage never breaks the balance of lines", arguments: 1...20 as ClosedRange<UInt64>)
  func fuzz(seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    var lines: [[UInt8]] = []
    let verbs = [
      "ENTERQUEUE", "CONNECT", "COMPLETEAGENT", "ABANDON", "EXITWITHTIMEOUT", "RINGNOANSWER",
      "BLINDTRANSFER", "QUEUESTART", "ADDMEMBER", "OUTANSWER", "TRANSFER", "AGENTDUMP",
    ]
    for index in 0..<400 {
      let call = "c\(Int.random(in: 0..<20, using: &random))"
      let verb = verbs.randomElement(using: &random) ?? ""
      var line = Array("\(1_700_000_000 + index / 5)|\(call)|q|SIP/1|\(verb)|1|2|3".utf8)
      if Int.random(in: 0..<10, using: &random) == 0 {
        line[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      lines.append(line)
    }
    let log = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    var importer = AsteriskQueueLogImporter()
    importer.read(log)
    importer.finish()
    var sink = AggregateSink()
    await importer.deliver(to: &sink)
    let count = log.count { $0 == UInt8(ascii: "\n") } + 1
    #expect(importer.summary.isBalanced, "seed \(seed)")
    #expect(importer.summary.lines == count, "seed \(seed)")
    var tally = Tally(sink.events).total
    let waiting = sink.aggregates.values.count { aggregate in
      if case .call(let call) = aggregate { call.isInQueue } else { false }
    }
    tally.offered -= waiting + sink.consequences
    #expect(tally.offered <= tally.answered + tally.abandoned + tally.exited, "seed \(seed)")
  }
}
