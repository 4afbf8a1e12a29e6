/// A customer's record: opened, changed, and at last perhaps merged into another.
public struct Customer: Sendable, Equatable {
  public let id: CustomerID
  public private(set) var isRegistered = false
  public private(set) var mergedInto: CustomerID?

  public init(id: CustomerID) {
    self.id = id
  }

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
    }
  }

  /// Decides on a proposed event, a command or a fact alike. A customer whom only calls have named
  /// may be merged without a record.
  public func decide(_ proposed: CustomerEvent) -> Decision {
    let reason: Rejection.Reason?
    if case .merged(let merged) = proposed, merged.into == id {
      reason = .mergedIntoItself
    } else {
      reason = misfit(proposed)
    }
    guard let reason else { return .accept([.customer(proposed)]) }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: CustomerEvent.all.filter { misfit($0) == nil }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the record is \(state)."))
  }

  private func misfit(_ event: CustomerEvent) -> Rejection.Reason? {
    switch event {
    case _ where mergedInto != nil: .alreadyMerged
    case .registered where isRegistered: .alreadyRegistered
    case .detailsChanged where !isRegistered: .notRegistered
    default: nil
    }
  }
}
