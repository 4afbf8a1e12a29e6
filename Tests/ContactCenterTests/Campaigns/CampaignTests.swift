import ContactCenter
import Testing

@Suite("A campaign")
struct CampaignTests {
  private func campaign(after events: [CampaignEvent]) -> Campaign {
    var campaign = Campaign(id: CampaignID("m1"))
    for event in events { campaign.evolve(event, at: Timestamp()) }
    return campaign
  }

  private func refusal(
    of event: CampaignEvent, after given: [CampaignEvent], by actor: Actor = .supervisor
  ) -> Rejection.Reason? {
    campaign(after: given).decide(event, by: actor).rejection?.reason
  }

  @Test("it is set up once, runs, pauses, runs again, and ends")
  func life() {
    let life: [(CampaignEvent, CampaignState)] = [
      (.created, .draft), (.added(), .draft), (.started, .running), (.paused, .paused),
      (.started, .running), (.added("k2"), .running), (.ended, .ended),
    ]
    var given: [CampaignEvent] = []
    for (event, state) in life {
      #expect(refusal(of: event, after: given) == nil, "\(event)")
      given.append(event)
      #expect(campaign(after: given).state == state)
    }
    for event in [CampaignEvent.started, .paused, .added("k3"), .ended] {
      #expect(refusal(of: event, after: given) == .alreadyEnded)
    }
  }

  @Test("nothing comes before its set-up, which comes once")
  func beginning() {
    for event in [CampaignEvent.started, .paused, .added(), .ended] {
      #expect(refusal(of: event, after: []) == .notBegun)
    }
    #expect(refusal(of: .created, after: [.created]) == .alreadyBegun)
    #expect(refusal(of: .paused, after: [.created]) == .notInThisState)
    #expect(refusal(of: .started, after: [.created, .started]) == .notInThisState)
  }

  @Test("a contact stands once in it, and only a known one is removed")
  func contacts() {
    #expect(refusal(of: .added(), after: [.created, .added()]) == .alreadyInCampaign)
    #expect(refusal(of: .removed("k2"), after: [.created, .added()]) == .contactUnknown)
    #expect(refusal(of: .removed(), after: [.created, .added()]) == nil)
  }

  @Test("a time zone that there is not is refused")
  func zone() {
    let campaign = campaign(after: [.created])
    #expect(
      campaign.decide(.added(), by: .supervisor, isZoneKnown: false).rejection?.reason
        == .zoneUnknown)
    #expect(campaign.decide(.added(), by: .supervisor, isZoneKnown: true).rejection == nil)
  }

  @Test("attempts follow from calls, and are said by nobody else")
  func attempts() {
    let given: [CampaignEvent] = [.created, .added(), .started]
    #expect(refusal(of: .attempt(), after: given) == .onlyTheEngine)
    #expect(refusal(of: .attempt(), after: given, by: .house) == nil)
    #expect(refusal(of: .attempt("k2"), after: given, by: .house) == .contactUnknown)
    #expect(refusal(of: .outcome(.busy), after: given, by: .house) == .contactUnknown)
    #expect(refusal(of: .outcome(.busy), after: given + [.attempt()], by: .house) == nil)
  }

  @Test("a refusal names the state and lists the types that it allows")
  func allowed() throws {
    let refused = try #require(
      campaign(after: [.created]).decide(.paused, by: .supervisor).rejection)
    #expect(refused.state == "Draft")
    #expect(
      refused.allowed == [
        "campaign.contact_added", "campaign.contact_removed", "campaign.started",
        "campaign.ended",
      ])
  }
}

extension CampaignEvent {
  static var created: CampaignEvent { created(for: .marketing) }
  static var started: CampaignEvent { .started(Started()) }
  static var paused: CampaignEvent { .paused(Paused()) }
  static var ended: CampaignEvent { .ended(Ended()) }

  static func created(
    for purpose: CallPurpose, _ fill: (inout Created) -> Void = { _ in }
  ) -> CampaignEvent {
    .created(
      Created {
        $0.purpose = purpose
        fill(&$0)
      })
  }
  static func added(_ contact: String = "k1", customer: String? = "c1") -> CampaignEvent {
    .contactAdded(
      ContactAdded {
        $0.contact = Code(contact)
        $0.customer = customer.map { CustomerID($0) }
      })
  }
  static func removed(_ contact: String = "k1") -> CampaignEvent {
    .contactRemoved(ContactRemoved { $0.contact = Code(contact) })
  }
  static func attempt(_ contact: String = "k1", call: String = "o1") -> CampaignEvent {
    .attemptStarted(
      AttemptStarted {
        $0.contact = Code(contact)
        $0.call = CallID(call)
      })
  }
  static func outcome(
    _ outcome: AttemptOutcome, _ contact: String = "k1", call: String = "o1"
  ) -> CampaignEvent {
    .attemptEnded(
      AttemptEnded {
        $0.contact = Code(contact)
        $0.call = CallID(call)
        $0.outcome = outcome
      })
  }
}
