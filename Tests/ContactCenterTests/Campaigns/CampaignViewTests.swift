import ContactCenter
import TestSupport
import Testing

@Suite("The view of campaigns")
struct CampaignViewTests {
  private func folded(_ events: [Event]) -> ProjectionStore {
    var projection = CampaignsProjection(calendar: .utc)
    for (index, event) in events.enumerated() {
      let stream =
        event.streamKind == .call ? StreamName(.call, "o1") : StreamName(.campaign, "m1")
      let time = Timestamp(milliseconds: Int64(index) * 1_000)
      projection.apply(
        RecordedEvent(
          position: UInt64(index + 1), version: 1, stream: stream, source: "test", id: "\(index)",
          time: time, recordedTime: time, actor: .house, event: event))
    }
    var store = ProjectionStore()
    store.drain(&projection)
    return store
  }

  @Test("it counts contacts, attempts, outcomes, refusals and who is left")
  func counts() throws {
    let events: [CampaignEvent] = [
      .created(for: .sales) { $0.attemptsMax = 1 }, .added(), .added("k2"), .added("k3"),
      .added("k4"), .started, .attempt(), .outcome(.accepted),
      .attempt("k2", call: "o2"), .outcome(.busy, "k2", call: "o2"), .removed("k3"),
      .attemptRefused(.init { $0.contact = Code("k4") }), .attempt("k4", call: "o3"),
    ]
    let store = folded(events.map(Event.campaign))
    let row = try #require(store.rows("campaigns", CampaignRow.self).first)
    #expect(row.contacts == 4)
    #expect(row.left == 1)
    #expect(row.done == 3)
    #expect(row.attempts == 3)
    #expect(row.underWay == 1)
    #expect(row.reached == 1)
    #expect(row.refused == 1)
    #expect(row.outcomes.map(\.outcome) == [.accepted, .busy])
    let contacts = store.rows("campaign-contacts", CampaignContactRow.self)
    #expect(contacts.map(\.state) == [.settled, .exhausted, .removed, .calling])
  }

  @Test("a contact that was not reached may be tried again after the gap")
  func retry() throws {
    let events: [CampaignEvent] = [
      .created(for: .sales) { $0.retryGapSeconds = 60 }, .added(), .started, .attempt(),
      .outcome(.noAnswer),
    ]
    let store = folded(events.map(Event.campaign))
    let contact = try #require(store.rows("campaign-contacts", CampaignContactRow.self).first)
    #expect(contact.state == .waiting)
    #expect(contact.nextAttemptAt == Timestamp(milliseconds: 64_000))
  }

  @Test("a survey's answers are counted by question and choice, with their mean")
  func survey() throws {
    let question = SurveyQuestion {
      $0.question = Code("q1")
      $0.text = "How was it?"
      $0.choices = [Code("good"), Code("bad")]
    }
    func answer(_ choice: String, _ score: Int64) -> Event {
      .call(
        .surveyAnswered(
          .init {
            $0.question = Code("q1")
            $0.choice = Code(choice)
            $0.score = score
          }))
    }
    let created = CampaignEvent.created(for: .survey) { $0.questions = [question] }
    let store = folded(
      [created, .added(), .started, .attempt()].map(Event.campaign)
        + [answer("bad", 2), answer("good", 5), .campaign(.outcome(.answered)), answer("good", 5)])
    let tally = try #require(store.rows("campaigns", CampaignRow.self).first?.questions.first)
    #expect(tally.answers == 2)
    #expect(tally.scoreSum == 7)
    #expect(tally.choices.map(\.count) == [1, 1])
  }

  @Test("contacts are left or done, attempts under way or over", arguments: UInt64(5)...8)
  func addsUp(seed: UInt64) {
    var history = RandomHistory(seed: seed)
    var projection = CampaignsProjection(calendar: .utc)
    var store = ProjectionStore()
    var attempts: Int64 = 0
    for _ in 0..<6_000 {
      let events = history.next()
      for event in events { projection.apply(event) }
      guard events.contains(where: { $0.event.streamKind == .campaign }) else { continue }
      store.drain(&projection)
      store.refreshSource(of: &projection)
      for row in store.rows("campaigns", CampaignRow.self) {
        #expect(row.contacts == row.left + row.done, "seed \(seed)")
        let ended = row.outcomes.reduce(0) { $0 + $1.count }
        #expect(row.attempts == row.underWay + ended, "seed \(seed)")
        attempts = max(attempts, row.attempts)
      }
    }
    #expect(attempts > 0, "seed \(seed)")
  }
}
