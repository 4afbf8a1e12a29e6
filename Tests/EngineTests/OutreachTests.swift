import ContactCenter
import Engine
import EventLog
import Testing

@Suite("Outbound calls through the engine")
struct OutreachTests {
  private static let campaign = StreamName(.campaign, "m1")
  private static let customer = StreamName(.customer, "c1")

  /// A running campaign of one contact, who may be called at any hour.
  private func fixture(_ purpose: CallPurpose) async throws -> EngineFixture {
    let fixture = try EngineFixture()
    let created = CampaignEvent.Created {
      $0.purpose = purpose
      $0.retryGapSeconds = 0
      $0.callingFromMinute = 0
      $0.callingToMinute = 1_440
      $0.weekdays = [1, 2, 3, 4, 5, 6, 7]
    }
    let added = CampaignEvent.ContactAdded {
      $0.contact = Code("k1")
      $0.customer = CustomerID("c1")
      $0.zone = Code("Europe/Berlin")
      $0.to = "+49 30 1"
    }
    let outcome = await fixture.submit([
      (Self.campaign, .campaign(.created(created))),
      (Self.campaign, .campaign(.contactAdded(added))),
      (Self.campaign, .campaign(.started(.init()))),
    ])
    guard case .appended = outcome else {
      Issue.record("\(outcome)")
      return fixture
    }
    return fixture
  }

  private func placed(_ purpose: CallPurpose) -> Event {
    .call(
      .placed(
        .init {
          $0.purpose = purpose
          $0.campaign = CampaignID("m1")
          $0.contact = Code("k1")
          $0.customer = CustomerID("c1")
        }))
  }

  private func types(_ fixture: EngineFixture) throws -> [String] {
    try fixture.log.read(after: 3, bytesMax: 1 << 20).map(\.type)
  }

  @Test("without consent a marketing call is refused, and the refusal is recorded once")
  func refusalRecorded() async throws {
    let fixture = try await fixture(.marketing)
    for _ in 0..<2 {
      let outcome = await fixture.submit([(call("o1"), placed(.marketing))], id: "a")
      guard case .rejected(let rejection, _) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(rejection.reason == .noConsent)
      #expect(rejection.state == "New")
    }
    #expect(try types(fixture) == ["customer.contact_refused", "campaign.attempt_refused"])
    let kept = try #require(try fixture.log.event(at: 4))
    #expect(kept.stream == "customer/c1")
    #expect(kept.customer == "c1")
    try await fixture.engine.open()
    let row = try #require(try fixture.engine.views.row(view: "campaigns", key: "m1").rows.first)
    #expect(String(decoding: row.value, as: UTF8.self).contains(#""refused":1"#))
  }

  @Test("who must not be called is not called under another name either, until taken off the list")
  func mergedRecords() async throws {
    let fixture = try EngineFixture()
    func customer(_ id: String, _ event: CustomerEvent) async {
      _ = await fixture.submit([(StreamName(.customer, id), .customer(event))])
    }
    func place(_ id: String, to customer: String) async -> Rejection.Reason? {
      let placed = CallEvent.Placed {
        $0.purpose = .marketing
        $0.customer = CustomerID(customer)
      }
      let outcome = await fixture.submit([(call(id), .call(.placed(placed)))])
      guard case .rejected(let rejection, _) = outcome else { return nil }
      return rejection.reason
    }
    await customer("e1", .doNotCallSet(.init { $0.isListed = true }))
    await customer("e2", .consentGranted(.init { $0.purpose = .marketing }))
    await customer("e2", .merged(.init { $0.into = CustomerID("e3") }))
    await customer("e3", .consentGranted(.init { $0.purpose = .marketing }))
    await customer("e1", .merged(.init { $0.into = CustomerID("e2") }))
    let last = try #require(try fixture.log.event(at: fixture.log.head))
    #expect(last.type == "customer.do_not_call_set")
    #expect(last.stream == "customer/e3", "the record in which both go on")
    for (index, name) in ["e1", "e2", "e3"].enumerated() {
      #expect(await place("a\(index)", to: name) == .doNotCall)
    }
    await customer("e3", .doNotCallSet(.init { $0.isListed = false }))
    for (index, name) in ["e1", "e2", "e3"].enumerated() {
      #expect(await place("b\(index)", to: name) == nil)
    }
  }

  @Test("with consent the call is placed, and the campaign knows of its attempts")
  func attempts() async throws {
    let fixture = try await fixture(.marketing)
    let consent = Event.customer(.consentGranted(.init { $0.purpose = .marketing }))
    let failed = Event.call(.connectFailed(.init { $0.cause = .busy }))
    _ = await fixture.submit([(Self.customer, consent)])
    let outcome = await fixture.submit([(call("o1"), placed(.marketing))])
    guard case .appended(let receipt) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(receipt.version == 1)
    let again = await fixture.submit([(call("o2"), placed(.marketing))])
    guard case .rejected(let rejection, _) = again else {
      Issue.record("\(again)")
      return
    }
    #expect(rejection.reason == .attemptUnderWay)
    let restarted = try fixture.restarted()
    _ = await restarted.submit([(call("o1"), failed)])
    _ = await restarted.submit([(call("o2"), placed(.marketing))])
    #expect(
      try types(fixture) == [
        "customer.consent_granted", "call.placed", "campaign.attempt_started",
        "call.connect_failed", "campaign.attempt_ended", "call.placed",
        "campaign.attempt_started",
      ])
  }

  @Test("whoever is on the do-not-call list is not called, also under the record they merged into")
  func doNotCall() async throws {
    let fixture = try await fixture(.sales)
    _ = await fixture.submit([
      (StreamName(.customer, "c9"), .customer(.doNotCallSet(.init { $0.isListed = true }))),
      (Self.customer, .customer(.merged(.init { $0.into = CustomerID("c9") }))),
    ])
    let outcome = await fixture.submit([(call("o1"), placed(.sales))])
    guard case .rejected(let rejection, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(rejection.reason == .doNotCall)
  }

  @Test("what a switch reports did happen, and counts as an attempt")
  func fact() async throws {
    let fixture = try await fixture(.marketing)
    let outcome = await fixture.submit([(call("o1"), placed(.marketing))], as: .fact)
    guard case .appended = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try types(fixture) == ["call.placed", "campaign.attempt_started"])
  }

  @Test("a contact in a time zone that there is not is refused")
  func unknownZone() async throws {
    let fixture = try await fixture(.sales)
    let added = CampaignEvent.ContactAdded {
      $0.contact = Code("k2")
      $0.zone = Code("Europe/Nowhere")
    }
    let outcome = await fixture.submit([(Self.campaign, .campaign(.contactAdded(added)))])
    guard case .rejected(let rejection, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(rejection.reason == .zoneUnknown)
  }

  @Test("a call back that reaches a person keeps the promise in the call that asked for it")
  func callback() async throws {
    let fixture = try EngineFixture()
    let due = Timestamp(milliseconds: 1_795_338_000_000)
    _ = await fixture.submit([
      (call("1"), received), (call("1"), queued("sales")),
      (call("1"), .call(.queueExited(.init { $0.cause = .callback }))),
      (call("1"), .call(.callbackRequested(.init { $0.due = due }))),
    ])
    let placed = CallEvent.Placed {
      $0.purpose = .callback
      $0.callbackOf = CallID("1")
      $0.agent = AgentID("anna")
    }
    _ = await fixture.submit([(call("2"), .call(.placed(placed)))])
    _ = await fixture.submit([(call("2"), .call(.calleeAnswered(.init { $0.by = .person })))])
    #expect(
      try types(fixture).suffix(3) == [
        "call.placed", "call.callee_answered", "call.callback_completed",
      ])
    try await fixture.engine.open()
    let open = try fixture.engine.views.page(view: "followups", after: nil, limit: 10)
    #expect(open.rows.isEmpty)
  }

  @Test("sharing and recording without consent are refused, and the refusals recorded")
  func sharingAndRecording() async throws {
    let fixture = try EngineFixture()
    let shared = Event.customer(.dataShared(.init { $0.recipient = Code("bank") }))
    let recorded = Event.call(.recordingStarted(.init { $0.reference = Code("r1") }))
    let asked = Event.call(.recordingStarted(.init { $0.consent = Code("asked") }))
    _ = await fixture.submit([
      (call("1"), received), (call("1"), queued("sales")), (call("2"), received),
    ])
    for event in [(Self.customer, shared), (call("1"), recorded)] {
      guard case .rejected(let rejection, _) = await fixture.submit([event]) else {
        Issue.record("\(event) was taken without consent")
        return
      }
      #expect(rejection.reason == .noConsent)
    }
    #expect(try types(fixture) == ["customer.sharing_refused", "call.recording_refused"])
    _ = await fixture.submit([(call("1"), asked)])
    let identified = CallEvent.Identified {
      $0.customer = CustomerID("c1")
      $0.method = Code("number")
    }
    _ = await fixture.submit(
      [
        (Self.customer, .customer(.consentGranted(.init { $0.purpose = .recording }))),
        (call("2"), .call(.identified(identified))),
      ], as: .fact)
    _ = await fixture.submit([(call("2"), recorded)])
    #expect(
      try types(fixture).dropFirst(2) == [
        "call.recording_started", "customer.consent_granted", "call.identified",
        "call.recording_started",
      ])
  }

  @Test("a call is linked to a case only while that is open")
  func linkedCase() async throws {
    let fixture = try EngineFixture()
    let anna = StreamName(.agent, "anna")
    _ = await fixture.submit([
      (anna, .agent(.presenceChanged(.init { $0.presence = .available }))),
      (call("1"), received), (call("1"), queued("sales")), (call("1"), offered("anna")),
      (call("1"), answered("anna")),
    ])
    let link = Event.call(.linkedToCase(.init { $0.case = CaseID("k1") }))
    guard case .rejected(let rejection, _) = await fixture.submit([(call("1"), link)]) else {
      Issue.record("linked to a case that there is not")
      return
    }
    #expect(rejection.reason == .caseNotOpen)
    let opened = await fixture.submit([
      (StreamName(.case, "k1"), .case(.opened(.init()))), (call("1"), link),
    ])
    guard case .appended = opened else {
      Issue.record("\(opened)")
      return
    }
  }
}
