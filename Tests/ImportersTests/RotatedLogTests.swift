import ContactCenter
import Importers
import Testing

@Suite("A queue_log that comes in pieces")
struct RotatedLogTests {
  /// What counts of an event: its place in a file does not.
  private struct Fact: Equatable {
    var stream: StreamName
    var event: Event
    var id: String
    var time: Timestamp

    init(_ event: ImportedEvent) {
      (stream, self.event, id, time) = (event.stream, event.event, event.id, event.time)
    }
  }

  private func facts(_ sink: AggregateSink) -> [Fact] { sink.events.map(Fact.init) }

  /// Imports the files one after the other, each by an importer of its own.
  private func imported(_ files: [ArraySlice<String>]) async -> (AggregateSink, refused: Int) {
    var sink = AggregateSink()
    var quarantined = 0
    for file in files {
      let text = file.map { $0 + "\n" }.joined()
      quarantined += await ImportersTests.imported(text, into: &sink).quarantined
    }
    return (sink, quarantined)
  }

  @Test(
    "wherever it is cut, its files give the events of the whole",
    arguments: 1...6 as ClosedRange<UInt64>)
  func cuts(seed: UInt64) async {
    let lines = SyntheticQueueLog(seed: seed, lines: 70).lines
    let whole = await imported([lines[...]])
    for cut in lines.indices {
      let parts = await imported([lines[..<cut], lines[cut...]])
      #expect(facts(parts.0) == facts(whole.0), "seed \(seed), cut after line \(cut)")
      #expect(parts.refused == whole.refused, "seed \(seed), cut after line \(cut)")
    }
  }

  @Test(
    "a file or the whole read again adds nothing", arguments: 1...6 as ClosedRange<UInt64>)
  func again(seed: UInt64) async {
    let lines = SyntheticQueueLog(seed: seed, lines: 70).lines
    for cut in stride(from: 0, to: lines.count, by: 7) {
      let once = await imported([lines[..<cut], lines[cut...]])
      let twice = await imported([
        lines[..<cut], lines[cut...], lines[cut...], lines[..<cut], lines[...],
      ])
      #expect(facts(twice.0) == facts(once.0), "seed \(seed), cut after line \(cut)")
    }
  }

  @Test("a file that is followed again from its beginning, after an interruption, goes on")
  func followedAgain() async {
    for seed in 1...6 as ClosedRange<UInt64> {
      let lines = SyntheticQueueLog(seed: seed, lines: 70).lines
      let whole = await imported([lines[...]])
      for (cut, read) in [(30, 50), (30, 31), (50, 69), (1, 60)] {
        // The first file is rotated away; the second is read in part, then from its beginning.
        let parts = await imported([lines[..<cut], lines[cut..<read], lines[cut...]])
        #expect(facts(parts.0) == facts(whole.0), "seed \(seed), \(cut), \(read)")
      }
    }
  }

  @Test("calls that another switch left open are not this one's")
  func otherSource() async {
    var sink = AggregateSink()
    _ = await ImportersTests.imported(
      "1700000000|c|q|NONE|ENTERQUEUE|||1\n", source: "north", into: &sink)
    let summary = await ImportersTests.imported(
      "1700000009|NONE|NONE|NONE|QUEUESTART|\n", into: &sink)
    #expect(sink.phase(ofCall: "north/c") == .queued)
    #expect(summary.ignored == ["restart without open calls": 1])
    _ = await ImportersTests.imported(
      "1700000009|NONE|NONE|NONE|QUEUESTART|\n", source: "north", into: &sink)
    #expect(sink.phase(ofCall: "north/c") == .closed)
  }

  @Test("a part that is older than what is known ends no call")
  func olderPart() async {
    var sink = AggregateSink()
    _ = await ImportersTests.imported("1700000000|c|q|NONE|ENTERQUEUE|||1\n", into: &sink)
    _ = await ImportersTests.imported("1600000000|NONE|NONE|NONE|QUEUESTART|\n", into: &sink)
    #expect(sink.phase(ofCall: "c") == .queued)
  }
}

extension RotatedLogTests {
  @Test("a real log gives the same wherever it is cut", .enabled(if: SharedData.isThere))
  func realLog() async throws {
    let bytes = try SharedData.bytes("asterisk_queue_log/malariapbx2023.queue_log")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    let whole = await imported([lines[...]])
    for cut in lines.indices {
      let parts = await imported([lines[..<cut], lines[cut...]])
      #expect(facts(parts.0) == facts(whole.0), "cut after line \(cut)")
    }
  }
}
