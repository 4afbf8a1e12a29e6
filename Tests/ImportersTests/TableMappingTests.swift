import Testing

@testable import Importers

@Suite("Mappings of tables")
struct TableMappingTests {
  @Test("the mappings that are shipped can be read", arguments: ["anonymous-bank", "generic"])
  func shipped(name: String) throws {
    let mapping = try TableMapping(yaml: try SharedData.mapping(name))
    #expect(!mapping.source.isEmpty)
  }

  @Test("the generic mapping shows every key that there is")
  func genericIsComplete() throws {
    let text = try SharedData.mapping("generic")
    let fields =
      TableMapping.TextField.allCases.map(\.rawValue)
      + TableMapping.Moment.allCases.map(\.rawValue)
      + TableMapping.Span.allCases.map(\.rawValue)
    for field in fields { #expect(text.contains("\n  \(field): "), "\(field)") }
    for word in TableMapping.Outcome.words.keys { #expect(text.contains(word), "\(word)") }
    for format in DateFormat.allCases { #expect(text.contains(format.rawValue)) }
    for times in TableMapping.Times.allCases { #expect(text.contains(times.rawValue)) }
  }

  private static let minimal = """
    source: s
    clock: {zone: UTC}
    call: {id: id, queue: {constant: q}}
    moments: {received: start}
    outcome: {column: how, means: {A: answered}}
    """

  @Test("a mapping needs no more than a few lines")
  func fewLines() throws {
    let mapping = try TableMapping(yaml: Self.minimal)
    #expect(mapping.separator == UInt8(ascii: ",") && mapping.hasQuotes)
    #expect(mapping.times == .datetime)
    #expect(mapping.texts == [.queue: .constant("q")])
  }

  @Test(
    "a mistake is named by its line and key, with what is allowed",
    arguments: [
      ("clock: {zone: UTC}", "clock: {zone: Mars}", "clock.zone", "IANA"),
      ("clock: {zone: UTC}", "clock: {zone: UTC, times: sundial}", "clock.times", "time-of-day"),
      ("clock: {zone: UTC}", "clock: {zone: UTC, times: time-of-day}", "clock.date", "missing"),
      ("clock: {zone: UTC}", "clock: {zone: UTC, dates: [mdy]}", "clock.dates", "yyyy-mm-dd"),
      ("source: s", "sauce: s", "source", "missing"),
      ("source: s", "source: s\nsauce: x", "sauce", "outcome"),
      ("received: start", "recieved: start", "moments.recieved", "received"),
      ("{id: id, ", "{", "call.id", "missing"),
      ("{constant: q}", "{konstant: q}", "call.queue.konstant", "constant"),
      ("means: {A: answered}", "means: {A: taken}", "outcome.means.A", "abandoned"),
      ("means: {A: answered}", "means: {}", "outcome.means", "missing"),
      ("source: s", "source: s\ntable: {format: xls}", "table.format", "csv, tsv"),
      ("source: s", "source: s\ntable: {separator: x}", "table.separator", ";"),
      ("source: s", "source: s\nblank: {colour: red}", "blank.colour", "customer"),
      ("source: s", "source: [s", "", "YAML"),
      ("source: s", "source: s\ncall: 5\n", "", "YAML"),
    ])
  func mistake(replace: String, with other: String, key: String, allowed: String) {
    let yaml = Self.minimal.split(separator: replace, omittingEmptySubsequences: false)
      .joined(separator: other)
    do {
      _ = try TableMapping(yaml: yaml)
      Issue.record("the mapping was accepted: \(yaml)")
    } catch {
      #expect(
        error.problems.contains { $0.key == key && $0.message.contains(allowed) },
        "\(error.description)")
    }
  }

  @Test("all mistakes are reported at once")
  func allAtOnce() {
    #expect(throws: MappingFailure.self) { try TableMapping(yaml: "") }
    do {
      _ = try TableMapping(yaml: "call: {id: 1}\nnonsense: 2")
    } catch {
      #expect(
        Set(error.problems.map(\.key)).isSuperset(of: [
          "source", "clock.zone", "moments.received", "outcome.column", "nonsense",
        ]))
    }
  }

  @Test("columns that the file does not have are named before anything is imported")
  func missingColumns() async throws {
    let importer = CallTableImporter(mapping: try TableMapping(yaml: Self.minimal))
    var sink = AggregateSink()
    do {
      _ = try await importer.run(Array("id,begin,how\n1,2,A\n".utf8), into: &sink)
      Issue.record("the file was accepted")
    } catch let failure as CallTableImporter.Failure {
      guard case .mapping(let mapping) = failure else {
        Issue.record("\(failure)")
        return
      }
      #expect(mapping.problems.map(\.key) == ["moments.received"])
      #expect(mapping.problems.first?.message.contains("id, begin, how") == true)
    }
    #expect(sink.events.isEmpty)
  }
}
