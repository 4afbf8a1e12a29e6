import ContactCenter
import TestSupport
import Testing

@Suite("The views of reviews and changes")
struct SecurityViewTests {
  private static let all = StreamName(.access, "all")
  private static let day: Int64 = 86_400_000

  private func reviews(_ story: inout ConductStory<SecurityProjection>) -> [SecurityReviewRow] {
    story.rows("security-reviews", SecurityReviewRow.self)
  }

  @Test("a scope shows when its review is due, the last one, and what it found")
  func reviewed() throws {
    var story = ConductStory<SecurityProjection>()
    story.tell(.access(.reviewScheduled(.init { $0.periodDays = 90 })), of: Self.all)
    let start = story.time
    var row = try #require(reviews(&story).first)
    #expect(row.due == start.adding(milliseconds: 90 * Self.day))
    #expect(row.lastReviewAt == nil && !row.isDue)
    story.tell(.access(.reviewDue(.init())), of: Self.all)
    row = try #require(reviews(&story).first)
    #expect(row.isDue && row.due == start.adding(milliseconds: 90 * Self.day))
    story.wait(seconds: 3_600)
    let completed = AccessEvent.ReviewCompleted {
      $0.findings = 3
      $0.removed = 2
    }
    let position = story.tell(
      .access(.reviewCompleted(completed)), of: Self.all,
      by: Actor(kind: .operator, id: "paula"))
    row = try #require(reviews(&story).first)
    #expect(row.lastReviewAt == story.time && row.lastReviewer == Code("paula"))
    #expect(row.due == story.time.adding(milliseconds: 90 * Self.day) && !row.isDue)
    #expect(row.findings == 3 && row.removed == 2 && row.reviews == 1)
    #expect(row.lastReviewPosition == position)
    story.tell(.access(.reviewScheduled(.init())), of: Self.all)
    row = try #require(reviews(&story).first)
    #expect(row.due == nil && row.periodDays == nil && row.reviews == 1)
  }

  @Test("rights, keys and measures that changed stand in the order of the log")
  func changes() {
    var story = ConductStory<SecurityProjection>()
    story.tell(.access(.granted(.init { $0.role = .wallboard })), of: StreamName(.access, "wall"))
    story.tell(.access(.recordViewed(.init())), of: StreamName(.access, "wall"))
    story.tell(
      .keys(.rotated(.init { $0.reason = Code("yearly") })), of: StreamName(.keys, "master"))
    story.tell(
      .security(.measureChanged(.init { $0.summary = "Tokens end after a year." })),
      of: StreamName(.security, "tokens"))
    story.tell(
      .access(.revoked(.init { $0.reason = Code("unused") })), of: StreamName(.access, "wall"))
    let rows = story.rows("security-changes", SecurityChangeRow.self)
    #expect(rows.map(\.kind) == [.right, .key, .measure, .right])
    #expect(rows.map(\.subject.rawValue) == ["wall", "master", "tokens", "wall"])
    #expect(
      rows.map(\.change.rawValue) == ["wallboard", "generation 1", "introduced", "revoked"])
    #expect(rows.map(\.position) == [1, 3, 4, 5])
    #expect(rows[2].summary == "Tokens end after a year.")
    #expect(rows[3].reason == Code("unused"))
  }

  @Test("the deadline of a review is one period after the last, and moves with it")
  func deadline() throws {
    var story = ConductStory<DeadlinesProjection>()
    let armed = { (story: inout ConductStory<DeadlinesProjection>) in
      story.rows("deadlines", DeadlineRow.self)
    }
    story.tell(.access(.reviewScheduled(.init { $0.periodDays = 30 })), of: Self.all)
    let first = story.time
    #expect(armed(&story).map(\.due) == [first.adding(milliseconds: 30 * Self.day)])
    #expect(armed(&story).map(\.kind) == [.accessReview])
    #expect(armed(&story).map(\.event) == [.access(.reviewDue(.init()))])
    #expect(armed(&story).map(\.stream) == [Self.all])
    story.tell(.access(.granted(.init { $0.role = .admin })), of: Self.all)
    #expect(armed(&story).map(\.due) == [first.adding(milliseconds: 30 * Self.day)])
    story.tell(.access(.reviewDue(.init())), of: Self.all)
    #expect(armed(&story).isEmpty)
    story.wait(seconds: 86_400)
    story.tell(.access(.reviewCompleted(.init())), of: Self.all)
    #expect(armed(&story).map(\.due) == [story.time.adding(milliseconds: 30 * Self.day)])
    story.tell(.access(.reviewScheduled(.init())), of: Self.all)
    #expect(armed(&story).isEmpty)
    story.tell(.access(.reviewCompleted(.init())), of: Self.all)
    #expect(armed(&story).isEmpty)
  }
}
