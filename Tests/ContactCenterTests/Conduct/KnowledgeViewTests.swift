import ContactCenter
import TestSupport
import Testing

@Suite("What articles are good for")
struct KnowledgeViewTests {
  private typealias Story = ConductStory<KnowledgeProjection>
  private let bill = StreamName(.knowledge, "bill")

  private func informed(_ article: String) -> CallEvent {
    .informationProvided(.init { $0.article = ArticleID(article) })
  }

  private func row(_ story: inout Story) -> KnowledgeRow? {
    story.rows("knowledge", KnowledgeRow.self).first { $0.article == ArticleID("bill") }
  }

  @Test("whoever is known has not read a new version; reading it takes them off the list")
  func unread() {
    var story = Story()
    for agent in ["ben", "anna"] {
      story.tell(.agent(.sessionStarted(.init())), of: StreamName(.agent, agent))
    }
    story.tell(.knowledge(ArticleTests.published(1)), of: bill)
    #expect(row(&story)?.unreadBy.map(\.rawValue) == ["anna", "ben"])
    story.tell(.knowledge(ArticleTests.read(1)), of: bill)
    #expect(row(&story)?.unreadBy.map(\.rawValue) == ["ben"])
    story.tell(.agent(.registered(.init())), of: StreamName(.agent, "cleo"))
    #expect(row(&story)?.unreadBy.map(\.rawValue) == ["ben", "cleo"])
    #expect(story.rows("articles-by-age", ArticleAgeRow.self).map(\.unreadCount) == [2])
    story.tell(.knowledge(ArticleTests.revised(2)), of: bill)
    #expect(row(&story)?.unreadBy.map(\.rawValue) == ["anna", "ben", "cleo"])
    #expect(row(&story)?.readBy.map(\.version) == [1])
    story.tell(.knowledge(ArticleTests.retired()), of: bill)
    #expect(row(&story)?.unreadBy == [])
    #expect(story.rows("articles-by-age", ArticleAgeRow.self).isEmpty)
  }

  @Test("the article that was revised longest ago comes first, with the date of its review")
  func age() {
    var story = Story()
    for name in ["bill", "other"] {
      let published = KnowledgeEvent.articlePublished(
        .init {
          $0.version = 1
          $0.title = name
          $0.reviewDays = 30
        })
      story.tell(.knowledge(published), of: StreamName(.knowledge, name))
    }
    let names = { (story: inout Story) in
      story.rows("articles-by-age", ArticleAgeRow.self).map(\.title)
    }
    #expect(names(&story) == ["bill", "other"])
    story.tell(.knowledge(ArticleTests.revised(2)), of: bill)
    #expect(names(&story) == ["other", "bill"])
    let due = story.time.adding(milliseconds: 30 * 86_400_000)
    #expect(row(&story)?.reviewDueAt == due)
  }

  @Test("a solved call counts for the articles used in it, until the customer denies it")
  func uses() {
    var story = Story()
    story.tell(.knowledge(ArticleTests.published(1)), of: bill)
    story.tell(.answered("anna"))
    story.tell(informed("bill"))
    story.tell(informed("bill"))
    #expect(row(&story)?.usedCalls == 1)
    story.tell(.resolved)
    story.tell(.resolved)
    #expect(row(&story)?.solvedCalls == 1)
    story.tell(.denied)
    #expect(row(&story)?.solvedCalls == 0)
    #expect(row(&story)?.deniedCalls == 1)
    story.tell(.resolved)
    story.tell(.confirmed)
    story.tell(.ended())
    story.tell(.wrapEnded())
    #expect(row(&story)?.solvedCalls == 1)
    #expect(row(&story)?.confirmedCalls == 1)
    #expect(story.rows("article-uses", AnyRow.self).isEmpty)
  }

  @Test("an article that nobody published is listed once it is used", arguments: ["ghost"])
  func unpublished(name: String) {
    var story = Story()
    story.tell(informed(name))
    let rows = story.rows("knowledge", KnowledgeRow.self)
    #expect(rows.map(\.version) == [0])
    #expect(story.rows("articles-by-age", ArticleAgeRow.self).isEmpty)
  }
}
