import ContactCenter
import Importers
import Testing

@Suite(
  "Real queue_logs", .enabled(if: SharedData.isThere, "the real logs are not beside the project"))
struct RealQueueLogTests {
  @Test("a research project's switch: 8 calls among restarts and reloads")
  func malaria() async throws {
    let bytes = try SharedData.bytes("asterisk_queue_log/malariapbx2023.queue_log")
    var importer = AsteriskQueueLogImporter()
    importer.read(bytes)
    importer.finish()
    var sink = AggregateSink()
    await importer.deliver(to: &sink)
    let summary = importer.summary
    #expect(summary.lines == 85 && summary.isBalanced)
    #expect(summary.eventLines == 21)
    #expect(
      summary.ignored == ["configuration reload": 46, "restart without open calls": 18])
    #expect(summary.quarantined == 0)
    let total = Tally(sink.events).total
    #expect(total.offered == 8 && total.answered == 2)
    #expect(total.abandoned == 5 && total.exited == 1)
    #expect(total.waitMilliseconds == 13_000)
    #expect(total.talkMilliseconds == 109_000)
    #expect(total.abandonWaitMilliseconds == 77_000)
  }

  @Test("a log without any call")
  func withoutCalls() async throws {
    let bytes = try SharedData.bytes("asterisk_queue_log/queuestart_only_2016.queue_log")
    var importer = AsteriskQueueLogImporter()
    importer.read(bytes)
    importer.finish()
    #expect(importer.summary.lines == 9)
    #expect(importer.summary.ignoredLines == 9)
    #expect(importer.ledger.pending.isEmpty)
  }
}
