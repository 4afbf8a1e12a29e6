import ContactCenter
import Testing

@Suite("Queues, customers, quarantine, rights")
struct RecordTests {
  private func aggregate(_ stream: StreamName, after events: [Event]) throws -> Aggregate {
    var aggregate = try #require(Aggregate(stream: stream))
    for (index, event) in events.enumerated() {
      aggregate.evolve(event, at: Timestamp(), position: UInt64(index + 1))
    }
    return aggregate
  }

  private func refusal(
    of event: Event, in stream: StreamName, after given: [Event], as kind: ProposalKind = .command
  ) throws -> Rejection.Reason? {
    try aggregate(stream, after: given)
      .decide(event, by: .house, as: kind, on: Floor()).rejection?.reason
  }

  @Test("a queue is opened while closed and closed while open; a switch may repeat itself")
  func queue() throws {
    let stream = StreamName(.queue, "sales")
    let opened = Event.queue(.opened(.init()))
    let closed = Event.queue(.closed(.init()))
    let configured = Event.queue(.configured(.init { $0.serviceLevelSeconds = 30 }))
    #expect(try refusal(of: opened, in: stream, after: []) == nil)
    #expect(try refusal(of: opened, in: stream, after: [opened]) == .alreadyOpen)
    #expect(try refusal(of: closed, in: stream, after: [opened, closed]) == .alreadyClosed)
    #expect(try refusal(of: opened, in: stream, after: [opened], as: .fact) == nil)
    #expect(try refusal(of: configured, in: stream, after: [closed]) == nil)
    #expect(try aggregate(stream, after: [configured]).state == "Configured")
  }

  @Test("a customer is registered before details change, and nothing follows a merger")
  func customer() throws {
    let stream = StreamName(.customer, "k1")
    let registered = Event.customer(.registered(.init()))
    let changed = Event.customer(.detailsChanged(.init()))
    let merged = Event.customer(.merged(.init { $0.into = CustomerID("k2") }))
    let itself = Event.customer(.merged(.init { $0.into = CustomerID("k1") }))
    #expect(try refusal(of: changed, in: stream, after: []) == .notRegistered)
    #expect(try refusal(of: changed, in: stream, after: [registered]) == nil)
    #expect(try refusal(of: registered, in: stream, after: [registered]) == .alreadyRegistered)
    #expect(try refusal(of: itself, in: stream, after: [registered]) == .mergedIntoItself)
    #expect(try refusal(of: merged, in: stream, after: []) == nil)
    for event in [registered, changed, merged] {
      #expect(try refusal(of: event, in: stream, after: [registered, merged]) == .alreadyMerged)
    }
  }

  @Test("consent is taken back only where it was given; it needs no record, and renews")
  func consent() throws {
    let stream = StreamName(.customer, "k1")
    let granted = Event.customer(.consentGranted(.init { $0.purpose = .survey }))
    let withdrawn = Event.customer(.consentWithdrawn(.init { $0.purpose = .survey }))
    let other = Event.customer(.consentWithdrawn(.init { $0.purpose = .marketing }))
    #expect(try refusal(of: granted, in: stream, after: []) == nil)
    #expect(try refusal(of: granted, in: stream, after: [granted]) == nil)
    #expect(try refusal(of: withdrawn, in: stream, after: []) == .noConsent)
    #expect(try refusal(of: withdrawn, in: stream, after: [granted]) == nil)
    #expect(try refusal(of: other, in: stream, after: [granted]) == .noConsent)
    #expect(try refusal(of: withdrawn, in: stream, after: [granted, withdrawn]) == .noConsent)
    guard case .customer(let customer) = try aggregate(stream, after: [granted, withdrawn]) else {
      Issue.record("no customer")
      return
    }
    #expect(customer.consents.isEmpty)
  }

  @Test("data is passed on only with consent to sharing")
  func sharing() throws {
    let stream = StreamName(.customer, "k1")
    let shared = Event.customer(.dataShared(.init { $0.recipient = Code("bank") }))
    let granted = Event.customer(.consentGranted(.init { $0.purpose = .sharing }))
    let other = Event.customer(.consentGranted(.init { $0.purpose = .marketing }))
    #expect(try refusal(of: shared, in: stream, after: []) == .noConsent)
    #expect(try refusal(of: shared, in: stream, after: [other]) == .noConsent)
    #expect(try refusal(of: shared, in: stream, after: [granted]) == nil)
  }

  @Test("the do-not-call list holds a customer until they come off it")
  func doNotCall() throws {
    let stream = StreamName(.customer, "k1")
    let listed = Event.customer(.doNotCallSet(.init { $0.isListed = true }))
    let unlisted = Event.customer(.doNotCallSet(.init { $0.isListed = false }))
    for (events, isListed) in [([listed], true), ([listed, unlisted], false), ([], false)] {
      guard case .customer(let customer) = try aggregate(stream, after: events) else {
        Issue.record("no customer")
        return
      }
      #expect(customer.isDoNotCall == isListed)
    }
  }

  @Test("a quarantined event is let in or dismissed once")
  func quarantine() throws {
    let stream = StreamName(.source, "pbx")
    let quarantined = Event.source(.eventQuarantined(.init { $0.reason = Code("notBegun") }))
    let readmitted = Event.source(.quarantineReadmitted(.init { $0.position = 1 }))
    let dismissed = Event.source(.quarantineDismissed(.init { $0.position = 1 }))
    #expect(try refusal(of: readmitted, in: stream, after: []) == .notQuarantined)
    #expect(try refusal(of: readmitted, in: stream, after: [quarantined]) == nil)
    #expect(
      try refusal(of: dismissed, in: stream, after: [quarantined, readmitted]) == .notQuarantined)
    let negative = Event.source(.quarantineDismissed(.init { $0.position = -1 }))
    #expect(try refusal(of: negative, in: stream, after: [quarantined]) == .notQuarantined)
    #expect(try aggregate(stream, after: [quarantined]).state == "Waiting")
    #expect(try aggregate(stream, after: [quarantined, dismissed]).state == "Empty")
  }

  @Test("a right is revoked only where one is granted; a look is always recorded")
  func access() throws {
    let stream = StreamName(.access, "t1")
    let granted = Event.access(.granted(.init { $0.role = .agent }))
    let revoked = Event.access(.revoked(.init()))
    let viewed = Event.access(.recordViewed(.init { $0.customer = CustomerID("k1") }))
    #expect(try refusal(of: revoked, in: stream, after: []) == .notGranted)
    #expect(try refusal(of: revoked, in: stream, after: [granted]) == nil)
    #expect(try refusal(of: revoked, in: stream, after: [granted, revoked]) == .notGranted)
    #expect(try refusal(of: viewed, in: stream, after: [granted, revoked]) == nil)
    let right = try aggregate(stream, after: [granted])
    #expect(right.stamps(for: viewed) == Stamps(customer: CustomerID("k1")))
  }

  @Test("an event in a stream of another kind is refused, with the types that belong there")
  func wrongStream() throws {
    let queue = try aggregate(StreamName(.queue, "sales"), after: [])
    let decision = queue.decide(.call(.received), by: .pbx, as: .fact, on: Floor())
    let refused = try #require(decision.rejection)
    #expect(refused.reason == .wrongStream)
    #expect(
      refused.allowed
        == ["queue.configured", "queue.opened", "queue.closed", "queue.skills_required"])
    var same = queue
    same.evolve(.call(.received), at: Timestamp(), position: 1)
    #expect(same == queue)
  }

  @Test("a kind of stream without events has no aggregate", arguments: StreamName.Kind.allCases)
  func kinds(kind: StreamName.Kind) {
    let hasEvents = Event.all.contains { $0.streamKind == kind }
    #expect((Aggregate(stream: StreamName(kind, "1")) != nil) == hasEvents)
  }
}
