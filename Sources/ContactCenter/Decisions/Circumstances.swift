/// What a decision may look at beside its own stream and the floor: what the proposal refers to.
///
/// Whoever decides fills in what `Aggregate.references` asks for; what is not filled in is not
/// judged. Facts are decided without: what a switch reports did happen.
public struct Circumstances: Sendable {
  /// The case that the proposal names.
  public var linkedCase: Case?
  /// The two ends of an outbound call.
  public var outreach: Outreach?
  /// The campaign of the call.
  public var campaign: Campaign?
  /// The customer on the line, or the record in which that one goes on.
  public var customer: Customer?
  /// Whether the time zone that the proposal names is one.
  public var isZoneKnown: Bool?

  public init() {}
}

/// What a proposal refers to in other streams.
public enum Reference: Sendable, Equatable {
  case linkedCase(CaseID)
  /// An outbound call that is about to be placed.
  case outreach(CallEvent.Placed)
  /// The campaign of a call.
  case campaign(CampaignID)
  case zone(Code)
  /// The customer on the line, whose consent is asked for.
  case customer(CustomerID)
}

extension Aggregate {
  /// What the decision on a command needs to know of other streams; nil for most.
  public func reference(of proposed: Event) -> Reference? {
    switch proposed {
    case .call(.linkedToCase(let link)): return .linkedCase(link.case)
    case .call(.placed(let placed)): return .outreach(placed)
    case .call(.surveyAnswered):
      guard case .call(let call) = self else { return nil }
      return call.campaign.map(Reference.campaign)
    case .call(.recordingStarted(let started)):
      guard case .call(let call) = self, started.consent == nil else { return nil }
      return .customer(call.customer ?? CustomerID())
    case .campaign(.contactAdded(let added)): return added.zone.map(Reference.zone)
    case .campaign(.created(let created)): return created.zone.map(Reference.zone)
    case .queue(.configured(let settings)): return settings.zone.map(Reference.zone)
    default: return nil
    }
  }

  /// What an event of this stream means for others: appended with it, where those streams take it.
  /// Ask before `evolve`.
  public func echoes(of event: Event, on floor: Floor) -> [(stream: StreamName, event: Event)] {
    switch (self, event) {
    case (.call(let call), .call(let event)): call.echo(of: event).map { [$0] } ?? []
    case (.customer(let customer), .customer(let event)):
      customer.echo(of: event).map { [$0] } ?? []
    case (.agent(let agent), .agent(let event)): agent.echoes(of: event, on: floor)
    default: []
    }
  }
}
