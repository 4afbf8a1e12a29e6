/// A queue's settings and opening hours; its calls are not its own events but theirs.
public struct Queue: Sendable, Equatable {
  public let id: QueueID
  public private(set) var hasBegun = false
  /// Nil until the queue is first opened or closed: it takes calls.
  public private(set) var isOpen: Bool?

  public init(id: QueueID) {
    self.id = id
  }

  /// The state's name.
  public var state: String {
    switch isOpen {
    case true?: "Open"
    case false?: "Closed"
    case nil: hasBegun ? "Configured" : "New"
    }
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: QueueEvent) {
    hasBegun = true
    switch event {
    case .configured: break
    case .opened: isOpen = true
    case .closed: isOpen = false
    case .skillsRequired: break
    }
  }

  /// Decides on a proposed event. What a switch reports is always accepted.
  ///
  /// - Parameter isZoneKnown: whether the time zone that the event names is one; nil: not looked
  ///   up.
  public func decide(
    _ proposed: QueueEvent, as kind: ProposalKind, isZoneKnown: Bool? = nil
  ) -> Decision {
    let contradiction = misfit(proposed) ?? (isZoneKnown == false ? .zoneUnknown : nil)
    guard kind == .command, let reason = contradiction else {
      return .accept([.queue(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: QueueEvent.all.filter { misfit($0) == nil }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the queue is \(state)."))
  }

  private func misfit(_ event: QueueEvent) -> Rejection.Reason? {
    switch event {
    case .opened where isOpen == true: .alreadyOpen
    case .closed where isOpen == false: .alreadyClosed
    default: nil
    }
  }
}
