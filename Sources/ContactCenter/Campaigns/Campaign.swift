/// A campaign of outbound calls: its purpose, its calling hours, its contacts and their attempts.
///
/// Calls are placed in their own streams; what they mean for the campaign follows from them
/// (`Call.echo`). Whether a call may be placed is the rule of `Outreach`.
public struct Campaign: Sendable, Equatable {
  public let id: CampaignID
  public private(set) var state = CampaignState.new
  public private(set) var settings = CampaignEvent.Created()
  public private(set) var contacts: [Code: CampaignContact] = [:]

  public init(id: CampaignID) {
    self.id = id
  }

  /// Attempts at a contact at most.
  public var attemptsMax: Int64 { settings.attemptsMax ?? 3 }
  /// How long after an attempt the next may begin.
  public var retryGapMilliseconds: Int64 { (settings.retryGapSeconds ?? 14_400) * 1_000 }

  /// The time zone of a contact, if one is named.
  public func zone(of contact: Code?) -> Code? {
    contact.flatMap { contacts[$0]?.zone } ?? settings.zone
  }

  /// The customer whom an event is about, if one is known.
  public func customer(of event: CampaignEvent) -> CustomerID? {
    switch event {
    case .contactAdded(let event): event.customer
    case .contactRemoved(let event): contacts[event.contact]?.customer
    case .attemptStarted(let event): contacts[event.contact]?.customer
    case .attemptEnded(let event): contacts[event.contact]?.customer
    case .attemptRefused(let event): event.contact.flatMap { contacts[$0]?.customer }
    case .created, .started, .paused, .ended: nil
    }
  }

  /// Whether calls are allowed at a moment, by the contact's own clock and days.
  public func isCallingHour(_ time: Timestamp, in calendar: CalendarDays) -> Bool {
    calendar.isWithinHours(
      from: settings.callingFromMinute ?? 540, to: settings.callingToMinute ?? 1_200,
      on: settings.weekdays.isEmpty ? Array(1...6) : settings.weekdays, time)
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: CampaignEvent, at time: Timestamp) {
    switch event {
    case .created(let created):
      settings = created
      state = .draft
    case .contactAdded(let added):
      contacts[added.contact] = CampaignContact(customer: added.customer, zone: added.zone)
    case .contactRemoved(let removed): contacts[removed.contact]?.isSettled = true
    case .started: state = .running
    case .paused: state = .paused
    case .ended: state = .ended
    case .attemptStarted(let attempt):
      contacts[attempt.contact]?.attempts += 1
      contacts[attempt.contact]?.call = attempt.call
      contacts[attempt.contact]?.lastAttemptAt = time
    case .attemptEnded(let attempt):
      contacts[attempt.contact]?.call = nil
      contacts[attempt.contact]?.lastAttemptAt = time
      if attempt.outcome.isFinal { contacts[attempt.contact]?.isSettled = true }
    case .attemptRefused: break
    }
  }

  /// Decides on a proposed event, a command or a fact alike.
  ///
  /// - Parameters:
  ///   - actor: who proposes it: attempts follow from calls, and are said by nobody else.
  ///   - isZoneKnown: whether the time zone that the event names is one; nil: not looked up.
  public func decide(
    _ proposed: CampaignEvent, by actor: Actor, isZoneKnown: Bool? = nil
  ) -> Decision {
    var reason = misfit(proposed, by: actor) ?? contradiction(in: proposed)
    if reason == nil, isZoneKnown == false { reason = .zoneUnknown }
    guard let reason else { return .accept([.campaign(proposed)]) }
    return .refuse(
      Rejection(
        reason, state: state.rawValue,
        allowed: CampaignEvent.all.filter { misfit($0, by: actor) == nil }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the campaign is \(state.rawValue): "
          + "\(reason.rawValue)."))
  }

  private func misfit(_ event: CampaignEvent, by actor: Actor) -> Rejection.Reason? {
    switch (event, state) {
    case (.created, .new): nil
    case (.created, _): .alreadyBegun
    case (_, .new): .notBegun
    case (.attemptStarted, _), (.attemptEnded, _), (.attemptRefused, _):
      actor.kind == .system ? nil : .onlyTheEngine
    case (_, .ended): .alreadyEnded
    case (.started, .running), (.paused, .draft), (.paused, .paused): .notInThisState
    default: nil
    }
  }

  /// What in the event's fields contradicts the campaign.
  private func contradiction(in event: CampaignEvent) -> Rejection.Reason? {
    switch event {
    case .contactAdded(let added): contacts[added.contact] == nil ? nil : .alreadyInCampaign
    case .contactRemoved(let removed): contacts[removed.contact] == nil ? .contactUnknown : nil
    case .attemptStarted(let attempt): contacts[attempt.contact] == nil ? .contactUnknown : nil
    case .attemptEnded(let attempt):
      contacts[attempt.contact]?.call == attempt.call ? nil : .contactUnknown
    default: nil
    }
  }
}
