import ContactCenter
import Testing

/// `Events.md` is written by the declarations: `UPDATE_GOLDEN=1 swift test --filter EventArticle`.
@Suite("The article on events")
struct EventArticleTests {
  @Test("every event stands under its stream with its meaning and what is personal in it")
  func events() throws {
    let kinds = StreamName.Kind.allCases.filter { kind in
      Event.all.contains { $0.streamKind == kind }
    }
    for kind in kinds {
      var article = try DocumentationArticle("Events")
      let heading = "## \(kind.rawValue)"
      let lines = Event.all.filter { $0.streamKind == kind }.map(line)
      try article.update(lines, under: heading)
      #expect(article.block(under: heading) == lines, "\(kind): run it with UPDATE_GOLDEN=1")
    }
    let headings = try DocumentationArticle("Events").lines.filter { $0.hasPrefix("## ") }
    #expect(headings == kinds.map { "## \($0.rawValue)" })
  }

  private func line(_ event: Event) -> String {
    var (event, recorder) = (event, FieldRecorder())
    event.describe(&recorder)
    let fields = recorder.names.map { recorder.personal.contains($0) ? $0 + "*" : $0 }
    let shape = fields.isEmpty ? "" : " {\(fields.joined(separator: ", "))}"
    return "\(event.type.name)\(shape): \(event.type.summary)"
  }
}
