/// One party's right to use the service, the record of what they looked at, and the reviews of it.
///
/// A stream may also stand for a group whose access is reviewed together, such as `access/all`.
public struct AccessRight: Sendable, Equatable {
  public let id: Code
  /// Nil while nothing is granted.
  public private(set) var role: AccessRole?
  public private(set) var hasBegun = false
  /// Days from one review to the next; nil: none is to be made regularly.
  public private(set) var reviewPeriodDays: Int64?
  /// Whether the time of a review has come and nobody has made it.
  public private(set) var isReviewDue = false

  public init(id: Code = Code()) {
    self.id = id
  }

  /// The state's name.
  public var state: String {
    if role != nil { return "Granted" }
    return hasBegun ? "Revoked" : "New"
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: AccessEvent) {
    switch event {
    case .granted(let granted):
      hasBegun = true
      role = granted.role
    case .revoked:
      hasBegun = true
      role = nil
    case .recordViewed: hasBegun = true
    case .reviewScheduled(let scheduled):
      reviewPeriodDays = scheduled.periodDays
      isReviewDue = false
    case .reviewDue: isReviewDue = true
    case .reviewCompleted: isReviewDue = false
    }
  }

  /// Decides on a proposed event. Granting again changes the role; a look is always recorded; a
  /// review may be made before it is due, but nobody reviews their own access.
  public func decide(_ proposed: AccessEvent, by actor: Actor) -> Decision {
    guard let reason = misfit(proposed, by: actor) ?? fault(of: proposed, by: actor) else {
      return .accept([.access(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: AccessEvent.all.filter { misfit($0, by: actor) == nil }.map(\.type.name),
        detail: Self.detail(of: reason, proposed)))
  }

  private func misfit(_ event: AccessEvent, by actor: Actor) -> Rejection.Reason? {
    switch event {
    case .revoked where role == nil: .notGranted
    case .reviewScheduled where actor.kind == .agent: .notForAgents
    case .reviewCompleted where actor.kind == .agent: .notForAgents
    case .reviewDue where actor.kind != .system: .onlyTheEngine
    case .reviewDue where reviewPeriodDays == nil || isReviewDue: .noReviewToCome
    default: nil
    }
  }

  private func fault(of event: AccessEvent, by actor: Actor) -> Rejection.Reason? {
    guard case .reviewCompleted(let completed) = event else { return nil }
    if (completed.reviewer ?? Code(actor.id)) == id, !id.rawValue.isEmpty { return .ownReview }
    return nil
  }

  private static func detail(of reason: Rejection.Reason, _ event: AccessEvent) -> String {
    switch reason {
    case .notGranted: "There is no right to revoke."
    case .ownReview: "Nobody reviews their own access: name another reviewer."
    default: "\(event.type.name) is refused: \(reason.rawValue)."
    }
  }
}
