import ContactCenter
import TestSupport
import Testing

@Suite("What reviewers found, beside what customers said")
struct QualityViewTests {
  private let form = StreamName(.quality, "standard")

  private func reviewedStory() -> ConductStory<ConductProjection> {
    var story = ConductStory<ConductProjection>()
    story.tell(.queued())
    story.tell(.answered("anna"))
    story.tell(.ended())
    story.tell(.feedback(4))
    // Reviews come weeks later, and still stand in the week of the call.
    story.wait(seconds: 21 * 86_400)
    for event in [
      ReviewFormTests.published(1, ["listening", "empathy"]), ReviewFormTests.sampled(),
      ReviewFormTests.reviewed("c1", 1, [("listening", 1), ("empathy", 2)]),
    ] {
      story.tell(.quality(event), of: form, by: .supervisor)
    }
    return story
  }

  @Test("an agent's week has reviews by item, satisfaction and procedure side by side")
  func week() throws {
    var story = reviewedStory()
    let row = try #require(story.rows("quality", QualityRow.self).first)
    #expect(row.week == Code("2025-10-06"))
    #expect(row.agent == AgentID("anna"))
    #expect((row.reviews, row.points, row.pointsMax) == (1, 3, 8))
    #expect((row.csatResponses, row.csatSatisfied, row.csatPoints) == (1, 1, 4))
    #expect(row.items.map(\.item.rawValue) == ["listening", "empathy"])
    #expect(row.items.map(\.points) == [1, 2])
    let review = try #require(story.rows("reviews", ReviewRow.self).first)
    #expect(review.state == .reviewed)
    #expect(review.reviewer == "sam")
  }

  @Test("a review after a dispute takes the place of the first")
  func dispute() throws {
    var story = reviewedStory()
    story.tell(.quality(ReviewFormTests.disputed()), of: form, by: .agent("anna"))
    #expect(story.rows("reviews", ReviewRow.self).first?.state == .disputed)
    let second = ReviewFormTests.reviewed("c1", 1, [("listening", 4)])
    story.tell(.quality(second), of: form, by: .supervisor)
    let row = try #require(story.rows("quality", QualityRow.self).first)
    #expect((row.reviews, row.disputes, row.points, row.pointsMax) == (1, 1, 4, 4))
    #expect(row.items.map(\.reviews) == [1, 0])
    #expect(story.rows("reviews", ReviewRow.self).first?.state == .settled)
  }

  @Test("coaching is listed from its assignment, with its date, until and after it is done")
  func coaching() throws {
    var story = reviewedStory()
    story.tell(.quality(ReviewFormTests.assigned), of: form)
    #expect(story.rows("coaching", CoachingRow.self).first?.completedAt == nil)
    story.tell(.quality(ReviewFormTests.completed), of: form)
    let row = try #require(story.rows("coaching", CoachingRow.self).first)
    #expect(row.agent == AgentID("anna"))
    #expect(row.completedAt == story.time)
  }
}
