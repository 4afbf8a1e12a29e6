/// Something that protects data: encryption at rest, the length of passwords, who has the keys.
public struct SecurityMeasure: Sendable, Equatable {
  /// What became of it last; nil before it was introduced.
  public private(set) var lastChange: MeasureChange?

  public init() {}

  /// The state's name.
  public var state: String {
    switch lastChange {
    case nil: "New"
    case .removed?: "Removed"
    default: "InForce"
    }
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: SecurityEvent) {
    switch event {
    case .measureChanged(let changed): lastChange = changed.change
    }
  }

  /// Decides on a proposed event: a measure is introduced before it changes, and what protects less
  /// than before has a reason.
  public func decide(_ proposed: SecurityEvent, by actor: Actor) -> Decision {
    guard let reason = refusal(of: proposed, by: actor) else {
      return .accept([.security(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: reason == .notForAgents ? [] : [proposed.type.name],
        detail: "\(proposed.type.name) is refused while the measure is \(state): "
          + "\(reason.rawValue)."))
  }

  private func refusal(of proposed: SecurityEvent, by actor: Actor) -> Rejection.Reason? {
    guard case .measureChanged(let changed) = proposed else { return nil }
    if actor.kind == .agent { return .notForAgents }
    switch (changed.change, lastChange) {
    case (.introduced, nil), (.introduced, .removed?): return nil
    case (.introduced, _): return .alreadyBegun
    case (_, nil): return .notBegun
    case (_, .removed?): return .alreadyEnded
    case (.relaxed, _), (.removed, _): return changed.reason == nil ? .reasonMissing : nil
    default: return nil
    }
  }
}
