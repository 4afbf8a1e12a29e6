/// One party's right to use the service, and the record of what they looked at.
public struct AccessRight: Sendable, Equatable {
  /// Nil while nothing is granted.
  public private(set) var role: AccessRole?
  public private(set) var hasBegun = false

  public init() {}

  /// The state's name.
  public var state: String {
    if role != nil { return "Granted" }
    return hasBegun ? "Revoked" : "New"
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: AccessEvent) {
    hasBegun = true
    switch event {
    case .granted(let granted): role = granted.role
    case .revoked: role = nil
    case .recordViewed: break
    }
  }

  /// Decides on a proposed event. Granting again changes the role; a look is always recorded.
  public func decide(_ proposed: AccessEvent) -> Decision {
    if case .revoked = proposed, role == nil {
      let allowed = AccessEvent.all.filter { $0 != .revoked(AccessEvent.Revoked()) }
      return .refuse(
        Rejection(
          .notGranted, state: state, allowed: allowed.map(\.type.name),
          detail: "There is no right to revoke."))
    }
    return .accept([.access(proposed)])
  }
}
