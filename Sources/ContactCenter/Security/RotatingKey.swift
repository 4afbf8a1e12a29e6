/// A key that is renewed from time to time; what it opens is another room's business.
public struct RotatingKey: Sendable, Equatable {
  /// The newest generation; 0 before the first.
  public private(set) var generation: Int64 = 0

  public init() {}

  /// The state's name.
  public var state: String { generation == 0 ? "New" : "Rotated" }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: KeyEvent) {
    switch event {
    case .rotated(let rotated): generation = rotated.generation
    }
  }

  /// Decides on a proposed event: generations follow each other without a gap, so that one that was
  /// lost is noticed.
  public func decide(_ proposed: KeyEvent, by actor: Actor) -> Decision {
    let reason: Rejection.Reason? =
      switch proposed {
      case .rotated where actor.kind == .agent: .notForAgents
      case .rotated(let rotated): rotated.generation == generation + 1 ? nil : .versionNotNext
      }
    guard let reason else { return .accept([.keys(proposed)]) }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: reason == .notForAgents ? [] : [proposed.type.name],
        detail: "\(proposed.type.name) is refused: \(reason.rawValue); "
          + "the next generation is \(generation + 1)."))
  }
}
