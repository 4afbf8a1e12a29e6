import ContactCenter
import Testing

@Suite("The review and renewal of what protects data")
struct SecurityRuleTests {
  private static let all = StreamName(.access, "all")
  private static let clock = Actor(kind: .system, id: "clock")
  private static let privacy = Actor(kind: .operator, id: "paula")

  private func refusal(
    of event: Event, in stream: StreamName, after given: [Event], by actor: Actor = privacy
  ) throws -> Rejection? {
    var aggregate = try #require(Aggregate(stream: stream))
    for event in given { aggregate.evolve(event, at: Timestamp(), position: 1) }
    return aggregate.decide(event, by: actor, as: .command, on: Floor()).rejection
  }

  private static func scheduled(_ days: Int64?) -> Event {
    .access(.reviewScheduled(.init { $0.periodDays = days }))
  }
  private static let due = Event.access(.reviewDue(.init()))
  private static func completed(by reviewer: String? = nil) -> Event {
    .access(.reviewCompleted(.init { $0.reviewer = reviewer.map { Code($0) } }))
  }

  @Test("a review falls due once a period, and only by the clock")
  func due() throws {
    let scheduled = Self.scheduled(90)
    for (given, reason) in [
      ([], .noReviewToCome), ([scheduled], nil), ([scheduled, Self.due], .noReviewToCome),
      ([scheduled, Self.due, Self.completed()], nil), ([scheduled, Self.due, scheduled], nil),
      ([scheduled, Self.scheduled(nil)], .noReviewToCome),
    ] as [([Event], Rejection.Reason?)] {
      #expect(
        try refusal(of: Self.due, in: Self.all, after: given, by: Self.clock)?.reason == reason)
    }
    #expect(try refusal(of: Self.due, in: Self.all, after: [scheduled])?.reason == .onlyTheEngine)
  }

  @Test("a review may be made at any time, but nobody reviews their own access")
  func completing() throws {
    let own = StreamName(.access, "paula")
    #expect(try refusal(of: Self.completed(), in: Self.all, after: []) == nil)
    #expect(try refusal(of: Self.completed(by: "otto"), in: own, after: []) == nil)
    for event in [Self.completed(), Self.completed(by: "paula")] {
      let refused = try #require(try refusal(of: event, in: own, after: []))
      #expect(refused.reason == .ownReview)
      #expect(refused.detail.contains("another reviewer"))
    }
    let agent = Actor(kind: .agent, id: "anna")
    for event in [Self.completed(), Self.scheduled(30)] {
      let refused = try #require(try refusal(of: event, in: Self.all, after: [], by: agent))
      #expect(refused.reason == .notForAgents)
      #expect(!refused.allowed.contains("access.review_completed"))
    }
  }

  @Test("generations of a key follow each other without a gap")
  func keys() throws {
    let stream = StreamName(.keys, "master")
    func rotated(_ generation: Int64) -> Event {
      .keys(.rotated(.init { $0.generation = generation }))
    }
    #expect(try refusal(of: rotated(1), in: stream, after: []) == nil)
    #expect(try refusal(of: rotated(2), in: stream, after: [rotated(1)]) == nil)
    for (generation, given) in [(2, []), (1, [rotated(1)]), (3, [rotated(1)])] {
      #expect(
        try refusal(of: rotated(Int64(generation)), in: stream, after: given)?.reason
          == .versionNotNext)
    }
    let agent = Actor(kind: .agent, id: "anna")
    #expect(
      try refusal(of: rotated(1), in: stream, after: [], by: agent)?.reason == .notForAgents)
  }

  @Test(
    "a measure is introduced before it changes, and what protects less has a reason",
    arguments: [
      ([], .introduced, nil, nil), ([], .strengthened, nil, .notBegun),
      ([.introduced], .introduced, nil, .alreadyBegun), ([.introduced], .renewed, nil, nil),
      ([.introduced], .strengthened, nil, nil), ([.introduced], .relaxed, nil, .reasonMissing),
      ([.introduced], .relaxed, "cost", nil), ([.introduced], .removed, nil, .reasonMissing),
      ([.introduced], .removed, "unused", nil),
      ([.introduced, .removed], .renewed, nil, .alreadyEnded),
      ([.introduced, .removed], .introduced, nil, nil),
    ] as [([MeasureChange], MeasureChange, String?, Rejection.Reason?)])
  func measures(
    given: [MeasureChange], change: MeasureChange, why: String?, reason: Rejection.Reason?
  ) throws {
    func changed(_ change: MeasureChange, _ why: String?) -> Event {
      .security(
        .measureChanged(
          .init {
            $0.change = change
            $0.reason = why.map { Code($0) }
          }))
    }
    let stream = StreamName(.security, "encryption")
    let before = given.map { changed($0, "r") }
    #expect(try refusal(of: changed(change, why), in: stream, after: before)?.reason == reason)
    #expect(
      try refusal(of: changed(change, why), in: stream, after: before, by: Self.agent)?.reason
        == .notForAgents)
  }

  private static let agent = Actor(kind: .agent, id: "anna")
}
