import Testing

@Suite("The catalogue of events")
struct CatalogueTests {
  @Test("every event type and version has a schema, and every schema an event type")
  func schemas() {
    let declared = Set(House.sources.flatMap { Catalogue.types(in: $0) })
    let written = Set(House.entries(of: "Schemas/events").filter { $0.hasSuffix(".json") })
    #expect(declared.count > 30)
    #expect(declared.subtracting(written) == [], "run `switchboard schema`")
    #expect(written.subtracting(declared) == [], "a released event type has gone")
  }

  @Test("no event type is declared twice")
  func uniqueness() {
    let declared = House.sources.flatMap { Catalogue.types(in: $0) }
    #expect(declared.count == Set(declared).count)
  }

  @Test("declarations are found, however they are broken into lines")
  func parsing() {
    let text =
      "static let type = EventType(\n  \"call.noted\", 2,\n  \"A note.\")\nEventType(name, 1)"
    let file = SourceFile(path: "Sources/ContactCenter/Noted.swift", text: text)
    #expect(Catalogue.types(in: file) == ["call.noted.v2.json"])
  }
}

/// The event types that the domain declares.
enum Catalogue {
  /// The names of the schema files of the types declared in a file of the domain.
  static func types(in file: SourceFile) -> [String] {
    guard file.target == "ContactCenter" else { return [] }
    return zip(file.lines, file.comments)
      .map { line, comment in comment.allSatisfy { $0 == " " } ? line : "" }
      .joined(separator: "\n")
      .matches(of: #/EventType\(\s*"([a-z_.]+)",\s*(\d+)/#)
      .map { "\($0.1).v\($0.2).json" }
  }
}
