import ContactCenter
import Importers
import Testing

@Suite("Tables of finished calls")
struct CallTableTests {
  private func imported(
    _ text: String, _ yaml: String
  ) async throws -> (AggregateSink, ImportSummary) {
    let importer = CallTableImporter(mapping: try TableMapping(yaml: yaml))
    var sink = AggregateSink()
    let summary = try await importer.run(Array(text.utf8), into: &sink)
    return (sink, summary)
  }

  private static let mapping = """
    source: s
    table: {separator: ";"}
    clock: {zone: Europe/Berlin, dates: [yyyy-mm-dd, dd.mm.yyyy]}
    call: {id: id, queue: queue, agent: agent, from: caller, endedBy: by, reason: why}
    moments: {received: start, queued: queued, answered: answer, ended: end}
    durations: {wait: wait, talk: talk, hold: hold, wrap: wrap}
    outcome:
      column: how
      means: {answered: answered, lost: abandoned, late: timeout, test: ignored}
    endedBy: {A: agent}
    blank: {agent: "-"}
    """
  private static let header =
    "id;queue;agent;caller;by;why;start;queued;answer;end;wait;talk;hold;wrap;how\n"

  @Test("a row with everything becomes the whole life of a call")
  func everything() async throws {
    let (sink, summary) = try await imported(
      Self.header
        + "7;sales;ann;\"030;1\";A;price;2024-07-01 10:00:00;2024-07-01 10:00:05;"
        + "2024-07-01T10:00:20.5;01.07.2024 10:02:00+02:00;15;80;19.5;30;answered\n",
      Self.mapping)
    #expect(summary.quarantined == 0 && summary.isBalanced)
    let call = StreamName(.call, "7")
    #expect(
      sink.types(of: call) == [
        "call.received", "call.queued", "call.answered", "call.reason_recorded", "call.ended",
      ])
    let times = sink.events.filter { $0.stream == call }.map(\.time.milliseconds)
    #expect(
      times == [0, 5_000, 20_500, 20_500, 120_000].map { $0 + 1_719_820_800_000 })
    let end = CallEvent.Ended {
      $0.by = .agent
      $0.phase = .talk
      $0.talkMilliseconds = 80_000
      $0.holdMilliseconds = 19_500
      $0.wrapMilliseconds = 30_000
    }
    #expect(sink.events.last { $0.stream == call }?.event == .call(.ended(end)))
    #expect(sink.calls { if case .received(let call) = $0 { call.from } else { nil } } == ["030;1"])
  }

  @Test("every outcome has its life, and a row that is no call is ignored by a rule")
  func outcomes() async throws {
    let start = "2024-07-01 10:00:00"
    let (sink, summary) = try await imported(
      Self.header
        + "1;q;-;;;;\(start);;;;;;;;answered\n" + "2;q;;;;;\(start);;;;;;;;lost\n"
        + "3;q;;;;;\(start);\(start);;;9;;;;lost\n" + "4;q;;;;;\(start);\(start);;;9;;;;late\n"
        + "5;;;;;;\(start);;;;;;;;test\n\n", Self.mapping)
    #expect(summary.ignored == ["header": 1, "outcome that is no call": 1, "blank line": 1])
    #expect(summary.isBalanced && summary.quarantined == 0)
    let total = Tally(sink.events).total
    #expect(total.offered == 3 && total.answered == 1 && total.abandoned == 1)
    #expect(total.exited == 1 && total.menuAbandoned == 1)
    let answer = CallEvent.Answered {
      $0.agent = .unknown
      $0.waitMilliseconds = 0
    }
    #expect(
      sink.calls { if case .answered(let answered) = $0 { answered } else { nil } } == [answer])
  }

  @Test(
    "a row that says nothing usable is quarantined",
    arguments: [
      ("1;q;a;;;;yesterday;;;;;;;;answered", "bad_time"),
      ("1;q;a;;;;;;;;;;;;answered", "no_arrival"),
      ("1;q;a;;;;2024-07-01 10:00:00;;;;;soon;;;answered", "bad_duration"),
      ("1;;a;;;;2024-07-01 10:00:00;;;;;;;;answered", "no_queue"),
      (";q;a;;;;2024-07-01 10:00:00;;;;;;;;answered", "no_call_id"),
      ("1;q;a;;;;2024-07-01 10:00:00;;;;;;;;perhaps", "unknown_outcome"),
      ("1;q;a;;;;2124-07-01 10:00:00;;;;;;;;answered", "time_out_of_range"),
      ("1;q;a", "wrong_field_count"),
      ("\"1\n2\";q;a;;;;2024-07-01 10:00:00;;;;;;;;answered", "control_character"),
      ("1\u{85};q;a;;;;2024-07-01 10:00:00;;;;;;;;answered", "control_character"),
    ])
  func quarantine(row: String, code: String) async throws {
    let (sink, summary) = try await imported(Self.header + row + "\n", Self.mapping)
    #expect(summary.issues.map(\.reason.code) == [code])
    #expect(summary.issues.map(\.line) == [2])
    #expect(summary.isBalanced)
    #expect(sink.types(of: StreamName(.source, "s")) == ["source.event_quarantined"])
  }

  @Test("an id is the same whoever called: no hash is made of a phone number")
  func personalColumns() async throws {
    let row: (String) -> String = { "1;q;a;\($0);;;2024-07-01 10:00:00;;;;;;;;answered\n" }
    let (first, _) = try await imported(Self.header + row("0301"), Self.mapping)
    let (second, _) = try await imported(Self.header + row("0302"), Self.mapping)
    #expect(first.events.map(\.id) == second.events.map(\.id))
  }

  @Test("a file that is no table is refused before anything is imported")
  func noTable() async throws {
    let importer = CallTableImporter(mapping: try TableMapping(yaml: Self.mapping))
    var sink = AggregateSink()
    await #expect(throws: CallTableImporter.Failure.empty) {
      try await importer.run([], into: &sink)
    }
    let first: [(ForeignFormat, [UInt8])] = [
      (.utf16, [0xFF, 0xFE, 0x69, 0x00]), (.utf16, [0x69, 0x00, 0x64, 0x00]),
      (.gzip, [0x1F, 0x8B, 0x08, 0x00]), (.zip, [0x50, 0x4B, 0x03, 0x04]),
    ]
    for (format, bytes) in first {
      await #expect(throws: CallTableImporter.Failure.foreign(format)) {
        try await importer.run(bytes, into: &sink)
      }
    }
    #expect(sink.events.isEmpty)
  }

  @Test(
    "a table with another separator is refused in a sentence that names both",
    arguments: [",", "|", "\t"])
  func otherSeparator(separator: String) async throws {
    let header = Self.header.split(separator: ";").joined(separator: separator)
    do {
      _ = try await imported(header, Self.mapping)
      Issue.record("the table was taken")
    } catch let failure as CallTableImporter.Failure {
      guard case .separator = failure else {
        Issue.record("\(failure)")
        return
      }
      let text = failure.description
      #expect(text.contains("`;`") && text.contains("table: {format: "))
      #expect(text.contains(separator == "\t" ? "a tab" : "`\(separator)`"))
      #expect(!text.contains("\n"))
    }
  }
}
