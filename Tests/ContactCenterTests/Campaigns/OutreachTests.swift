import ContactCenter
import Testing

@Suite("Whether an outbound call may be placed")
struct OutreachTests {
  /// Friday, 2023-12-01, 10:00 in UTC.
  private static let friday = Timestamp(milliseconds: 1_701_424_800_000)
  private static let hour: Int64 = 3_600_000

  private func customer(
    consents: [ConsentPurpose] = [], isDoNotCall: Bool = false
  ) -> Customer {
    var customer = Customer(id: CustomerID("c1"))
    for purpose in consents {
      customer.evolve(.consentGranted(.init { $0.purpose = purpose }))
    }
    if isDoNotCall { customer.evolve(.doNotCallSet(.init { $0.isListed = true })) }
    return customer
  }

  private func placed(
    _ purpose: CallPurpose, contact: String? = nil
  ) -> CallEvent.Placed {
    CallEvent.Placed {
      $0.purpose = purpose
      $0.contact = contact.map { Code($0) }
      $0.customer = contact.map { _ in CustomerID("c1") }
      $0.campaign = contact.map { _ in CampaignID("m1") }
    }
  }

  private func outreach(
    _ events: [CampaignEvent], at time: Timestamp = friday, lastAttempt: Timestamp? = nil,
    calendar: CalendarDays? = .utc
  ) -> Outreach {
    var campaign = Campaign(id: CampaignID("m1"))
    for event in events { campaign.evolve(event, at: lastAttempt ?? time) }
    var outreach = Outreach()
    outreach.campaign = campaign
    outreach.calendar = calendar
    outreach.time = time
    outreach.customer = customer(consents: [.marketing, .survey])
    return outreach
  }

  @Test("marketing and surveys need consent for that purpose", arguments: CallPurpose.allCases)
  func consent(purpose: CallPurpose) {
    var outreach = Outreach()
    let needed: ConsentPurpose? =
      purpose == .marketing ? .marketing : purpose == .survey ? .survey : nil
    outreach.customer = customer()
    #expect(outreach.obstacle(to: placed(purpose)) == (needed == nil ? nil : .noConsent))
    outreach.customer = nil
    #expect(outreach.obstacle(to: placed(purpose)) == (needed == nil ? nil : .noConsent))
    outreach.customer = customer(consents: [.sharing, .recording])
    #expect(outreach.obstacle(to: placed(purpose)) == (needed == nil ? nil : .noConsent))
    outreach.customer = customer(consents: [.marketing, .survey])
    #expect(outreach.obstacle(to: placed(purpose)) == nil)
  }

  @Test(
    "whoever must not be called is not sold to or asked, consent or not",
    arguments: CallPurpose.allCases)
  func doNotCall(purpose: CallPurpose) {
    var outreach = Outreach()
    outreach.customer = customer(consents: [.marketing, .survey], isDoNotCall: true)
    outreach.isDoNotCall = true
    let isBound = [CallPurpose.marketing, .survey, .sales].contains(purpose)
    #expect(outreach.obstacle(to: placed(purpose)) == (isBound ? .doNotCall : nil))
  }

  @Test("a campaign's call is to a contact of its own, while it runs, for its purpose")
  func mismatch() {
    let call = placed(.marketing, contact: "k1")
    #expect(outreach([.created, .added()]).obstacle(to: call) == .campaignNotRunning)
    let running = outreach([.created, .added(), .started])
    #expect(running.obstacle(to: call) == nil)
    #expect(running.obstacle(to: placed(.survey, contact: "k1")) == .otherPurpose)
    #expect(running.obstacle(to: placed(.marketing, contact: "k2")) == .contactUnknown)
    #expect(running.obstacle(to: placed(.marketing)) == .contactUnknown)
    var another = call
    another.customer = CustomerID("c2")
    #expect(running.obstacle(to: another) == .contactUnknown)
    another.customer = nil
    #expect(running.obstacle(to: another) == .customerMissing)
  }

  @Test("a contact is tried again after the gap, not too often, and not once it is settled")
  func attempts() {
    let call = placed(.marketing, contact: "k1")
    let given: [CampaignEvent] = [.created, .added(), .started, .attempt()]
    let before = Self.friday.adding(milliseconds: -3 * Self.hour)
    #expect(outreach(given).obstacle(to: call) == .attemptUnderWay)
    let busy = given + [.outcome(.busy)]
    #expect(outreach(busy, lastAttempt: before).obstacle(to: call) == .retryTooSoon)
    let longBefore = Self.friday.adding(milliseconds: -4 * Self.hour)
    #expect(outreach(busy, lastAttempt: longBefore).obstacle(to: call) == nil)
    let thrice = busy + [.attempt(), .outcome(.noAnswer), .attempt(), .outcome(.machine)]
    #expect(outreach(thrice, lastAttempt: longBefore).obstacle(to: call) == .attemptsExhausted)
    for outcome in AttemptOutcome.allCases where outcome.isFinal {
      let settled = outreach(given + [.outcome(outcome)], lastAttempt: longBefore)
      #expect(settled.obstacle(to: call) == .contactSettled)
    }
    let removed = outreach([.created, .added(), .started, .removed()])
    #expect(removed.obstacle(to: call) == .contactSettled)
  }

  @Test("calls are placed by the contact's own clock, and not on its Sunday")
  func callingHours() {
    let call = placed(.marketing, contact: "k1")
    let given: [CampaignEvent] = [.created, .added(), .started]
    func obstacle(hours: Int64, offset: Int64 = 0) -> Rejection.Reason? {
      let zone = CalendarDays(
        name: "zone", initialOffsetSeconds: offset * 3_600, transitions: [])
      return outreach(
        given, at: Self.friday.adding(milliseconds: hours * Self.hour), calendar: zone
      ).obstacle(to: call)
    }
    #expect(obstacle(hours: 0) == nil)
    #expect(obstacle(hours: -1) == nil)
    #expect(obstacle(hours: -2) == .outsideCallingHours)
    #expect(obstacle(hours: 9) == nil)
    #expect(obstacle(hours: 10) == .outsideCallingHours)
    #expect(obstacle(hours: 0, offset: 9) == nil)
    #expect(obstacle(hours: 0, offset: 10) == .outsideCallingHours)
    #expect(obstacle(hours: 0, offset: -2) == .outsideCallingHours)
    #expect(obstacle(hours: 24) == nil)
    #expect(obstacle(hours: 48) == .outsideCallingHours)
    // Saturday evening in UTC is Sunday morning further east.
    #expect(obstacle(hours: 24 + 8, offset: 15) == .outsideCallingHours)
    #expect(outreach(given, calendar: nil).obstacle(to: call) == .zoneUnknown)
  }

  @Test("the record of a refusal goes to the customer and to the campaign; others are not kept")
  func record() {
    let call = placed(.marketing, contact: "k1")
    let refused = Rejection(.noConsent, state: "New", allowed: [], detail: "")
    let records = refused.record(of: call, call: CallID("o1"), to: CustomerID("c1"))
    #expect(records.map(\.stream.description) == ["customer/c1", "campaign/m1"])
    #expect(
      records.map(\.event.type.name) == ["customer.contact_refused", "campaign.attempt_refused"])
    let other = Rejection(.retryTooSoon, state: "New", allowed: [], detail: "")
    #expect(other.record(of: call, call: CallID("o1"), to: CustomerID("c1")).isEmpty)
  }
}
