/// A customer's record: opened, changed, and at last perhaps merged into another; and what the
/// customer agrees to, which needs no record.
public struct Customer: Sendable, Equatable {
  public let id: CustomerID
  public private(set) var isRegistered = false
  public private(set) var mergedInto: CustomerID?
  /// What the customer agrees to at present.
  public private(set) var consents: Set<ConsentPurpose> = []
  /// Whether the customer is on the do-not-call list; nil where nobody has said.
  public private(set) var listing: Bool?

  public init(id: CustomerID) {
    self.id = id
  }

  /// Whether the customer is on the do-not-call list.
  public var isDoNotCall: Bool { listing == true }

  /// The state's name.
  public var state: String {
    if mergedInto != nil { return "Merged" }
    return isRegistered ? "Registered" : "New"
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: CustomerEvent) {
    switch event {
    case .registered: isRegistered = true
    case .detailsChanged: break
    case .merged(let merged): mergedInto = merged.into
    case .consentGranted(let consent): consents.insert(consent.purpose)
    case .consentWithdrawn(let consent): consents.remove(consent.purpose)
    case .doNotCallSet(let list): listing = list.isListed
    case .contactRefused, .dataShared, .sharingRefused: break
    }
  }

  /// Decides on a proposed event, a command or a fact alike. A customer whom only calls have named
  /// may be merged without a record.
  public func decide(
    _ proposed: CustomerEvent, as kind: ProposalKind = .command
  ) -> Decision {
    guard let reason = contradiction(in: proposed) ?? misfit(proposed, as: kind) else {
      return .accept([.customer(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: CustomerEvent.all.filter { misfit($0, as: kind) == nil }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the record is \(state)."))
  }

  /// What a change of this record means for another: who is on the do-not-call list under one of
  /// two records is on it under the one that goes on, from where it can be taken off again.
  func echo(of event: CustomerEvent) -> (stream: StreamName, event: Event)? {
    guard case .merged(let merged) = event, isDoNotCall else { return nil }
    let listed = CustomerEvent.DoNotCallSet {
      $0.isListed = true
      $0.reason = Code("merged")
    }
    return (StreamName(.customer, merged.into.rawValue), .customer(.doNotCallSet(listed)))
  }

  /// What in the event's fields contradicts the record. A grant may be repeated: it renews.
  private func contradiction(in event: CustomerEvent) -> Rejection.Reason? {
    switch event {
    case .merged(let merged) where merged.into == id: .mergedIntoItself
    case .consentWithdrawn(let consent) where !consents.contains(consent.purpose): .noConsent
    default: nil
    }
  }

  private func misfit(_ event: CustomerEvent, as kind: ProposalKind) -> Rejection.Reason? {
    switch event {
    case .contactRefused, .sharingRefused: nil
    case _ where mergedInto != nil: .alreadyMerged
    case .registered where isRegistered: .alreadyRegistered
    case .detailsChanged where !isRegistered: .notRegistered
    case .consentWithdrawn where consents.isEmpty: .noConsent
    // What others report to have passed on did go out, with consent or without.
    case .dataShared where kind == .command && !consents.contains(.sharing): .noConsent
    default: nil
    }
  }
}
