/// What is known of the two ends of an outbound call when it is about to be placed, and the rule.
///
/// Marketing and surveys need the customer's consent; they, and sales, are not for customers on the
/// do-not-call list. Numbers are sealed and folds never see them, so the list is one of customers.
/// A campaign adds its own conditions: it runs, for this purpose; the contact is its own, not
/// settled, not tried too often or too soon; and it is calling hours where the contact is. A call
/// to a contact whose customer is known names them, so that it is sealed under their key and stands
/// on their page.
public struct Outreach: Sendable {
  /// The customer who would be called, or the record in which that one goes on.
  public var customer: Customer?
  /// Whether the customer is on the do-not-call list: what was said last along the records of which
  /// each was merged into the next.
  public var isDoNotCall = false
  public var campaign: Campaign?
  /// The contact's days and clock; nil where the zone is not known.
  public var calendar: CalendarDays?
  public var time = Timestamp()

  public init() {}

  /// Why the call may not be placed, or nil where it may.
  public func obstacle(to placed: CallEvent.Placed) -> Rejection.Reason? {
    if let reason = mismatch(with: placed) { return reason }
    if placed.purpose.respectsDoNotCall, isDoNotCall { return .doNotCall }
    if let needed = placed.purpose.consentNeeded, customer?.consents.contains(needed) != true {
      return .noConsent
    }
    return campaign.flatMap { obstacle(by: $0, contact: placed.contact) }
  }

  /// The customer of the call, named by it or by the contact.
  public static func customer(
    of placed: CallEvent.Placed, in campaign: Campaign?
  ) -> CustomerID? {
    placed.customer ?? placed.contact.flatMap { campaign?.contacts[$0]?.customer }
  }

  private func mismatch(with placed: CallEvent.Placed) -> Rejection.Reason? {
    guard let campaign else { return nil }
    guard campaign.state == .running else { return .campaignNotRunning }
    guard campaign.settings.purpose == placed.purpose else { return .otherPurpose }
    guard let name = placed.contact, let contact = campaign.contacts[name] else {
      return .contactUnknown
    }
    guard let known = contact.customer else { return nil }
    guard let named = placed.customer else { return .customerMissing }
    return named == known ? nil : .contactUnknown
  }

  private func obstacle(by campaign: Campaign, contact name: Code?) -> Rejection.Reason? {
    guard let name, let contact = campaign.contacts[name] else { return .contactUnknown }
    if contact.isSettled { return .contactSettled }
    if contact.call != nil { return .attemptUnderWay }
    if contact.attempts >= campaign.attemptsMax { return .attemptsExhausted }
    if let last = contact.lastAttemptAt,
      time.millisecondsSince(last) < campaign.retryGapMilliseconds
    {
      return .retryTooSoon
    }
    guard let calendar else { return .zoneUnknown }
    return campaign.isCallingHour(time, in: calendar) ? nil : .outsideCallingHours
  }
}

extension CallPurpose {
  /// The consent without which such a call is not placed.
  public var consentNeeded: ConsentPurpose? {
    switch self {
    case .marketing: .marketing
    case .survey: .survey
    case .service, .sales, .orderConfirmation, .information, .callback, .followUp: nil
    }
  }

  /// Whether such calls are not for customers on the do-not-call list.
  public var respectsDoNotCall: Bool {
    switch self {
    case .marketing, .survey, .sales: true
    case .service, .orderConfirmation, .information, .callback, .followUp: false
    }
  }
}
