import ContactCenter
import Testing

@Suite("An article of the knowledge base")
struct ArticleTests {
  static func published(_ version: Int64) -> KnowledgeEvent {
    .articlePublished(
      .init {
        $0.version = version
        $0.title = "How to read a bill"
      })
  }
  static func revised(_ version: Int64) -> KnowledgeEvent {
    .articleRevised(.init { $0.version = version })
  }
  static func retired(for other: String? = nil) -> KnowledgeEvent {
    .articleRetired(.init { $0.replacedBy = other.map { ArticleID($0) } })
  }
  static func read(_ version: Int64) -> KnowledgeEvent {
    .articleAcknowledged(
      .init {
        $0.version = version
        $0.agent = AgentID("anna")
      })
  }

  private func article(after events: [KnowledgeEvent]) -> Article {
    var article = Article(id: ArticleID("bill"))
    for event in events { article.evolve(event) }
    return article
  }

  private func refusal(
    of event: KnowledgeEvent, after given: [KnowledgeEvent], by actor: Actor = .supervisor
  ) -> Rejection? {
    article(after: given).decide(event, by: actor).rejection
  }

  @Test("an article is published once, revised version by version, and published anew after all")
  func versions() {
    #expect(refusal(of: Self.published(1), after: []) == nil)
    #expect(refusal(of: Self.published(2), after: [])?.reason == .versionNotNext)
    #expect(
      refusal(of: Self.published(2), after: [Self.published(1)])?.reason == .alreadyPublished)
    #expect(refusal(of: Self.revised(1), after: [])?.reason == .notPublished)
    #expect(refusal(of: Self.revised(3), after: [Self.published(1)])?.reason == .versionNotNext)
    #expect(refusal(of: Self.revised(2), after: [Self.published(1)]) == nil)
    let retired = [Self.published(1), Self.revised(2), Self.retired()]
    #expect(refusal(of: Self.published(3), after: retired) == nil)
    #expect(refusal(of: Self.published(1), after: retired)?.reason == .versionNotNext)
  }

  @Test("nothing but publishing follows a retirement, and nothing replaces itself")
  func retirement() throws {
    let given = [Self.published(1), Self.retired(for: "other")]
    for event in [Self.revised(2), Self.retired(), Self.read(1)] {
      #expect(refusal(of: event, after: given)?.reason == .alreadyRetired)
    }
    let refused = try #require(refusal(of: Self.revised(2), after: given))
    #expect(refused.state == "Retired")
    #expect(refused.allowed == ["knowledge.article_published"])
    #expect(
      refusal(of: Self.retired(for: "bill"), after: [Self.published(1)])?.reason
        == .replacedByItself)
  }

  @Test("an agent reads each version once, and writes none")
  func readers() {
    let given = [Self.published(1), Self.read(1), Self.revised(2)]
    #expect(refusal(of: Self.read(2), after: given, by: .agent("anna")) == nil)
    #expect(refusal(of: Self.read(2), after: given, by: .agent("ben"))?.reason == .notYourself)
    #expect(refusal(of: Self.read(1), after: given)?.reason == .versionNotCurrent)
    #expect(
      refusal(of: Self.read(2), after: given + [Self.read(2)])?.reason == .alreadyAcknowledged)
    for event in [Self.revised(3), Self.retired()] {
      #expect(refusal(of: event, after: given, by: .agent("anna"))?.reason == .notForAgents)
    }
    #expect(
      refusal(of: Self.published(1), after: [], by: .agent("anna"))?.reason == .notForAgents)
  }
}
