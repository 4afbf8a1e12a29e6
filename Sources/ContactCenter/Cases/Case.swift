/// A customer's problem, from its opening to its end, over as many calls as it takes.
///
/// The stages follow each other: opened, identified, a solution found, resolved, confirmed, closed.
/// A denial leads back to the identified problem, a reopening to where the knowledge of it stood.
/// What was promised (follow-ups) and what the customer complains of stand beside the stages and
/// keep the case from being closed.
public struct Case: Sendable, Equatable {
  public let id: CaseID
  public private(set) var stage = CaseStage.new
  public private(set) var customer: CustomerID?
  /// The promises that are not kept yet, by name.
  public private(set) var followUps: [Code: FollowUpState] = [:]
  /// The complaints that are not settled yet.
  public private(set) var complaints: Set<Code> = []
  private var isProblemKnown = false

  public init(id: CaseID) {
    self.id = id
  }

  /// Whether work goes on.
  public var isOpen: Bool { stage != .new && stage != .closed }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: CaseEvent) {
    switch event {
    case .opened(let opened):
      stage = .opened
      customer = opened.customer
    case .problemIdentified:
      stage = .identified
      isProblemKnown = true
    case .solutionFound: stage = .solutionFound
    case .resolved: stage = .resolved
    case .confirmed: stage = .confirmed
    case .denied: stage = .identified
    case .closed: stage = .closed
    case .reopened: stage = isProblemKnown ? .identified : .opened
    case .followUpScheduled(let promise): followUps[promise.followUp] = .scheduled
    case .followUpDue(let promise): followUps[promise.followUp] = .due
    case .followUpMissed(let promise): followUps[promise.followUp] = .missed
    case .followUpCompleted(let promise): followUps[promise.followUp] = nil
    case .complaintReceived(let complaint): complaints.insert(complaint.complaint)
    case .complaintResolved(let complaint): complaints.remove(complaint.complaint)
    }
  }

  /// Decides on a proposed event, a command or a fact alike.
  ///
  /// - Parameter actor: who proposes it: that a follow-up is due is for the clock to say.
  public func decide(_ proposed: CaseEvent, by actor: Actor) -> Decision {
    guard let reason = misfit(proposed, by: actor) ?? contradiction(in: proposed) else {
      return .accept([.case(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: stage.rawValue,
        allowed: CaseEvent.all.filter { misfit($0, by: actor) == nil }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the case is \(stage.rawValue): "
          + "\(reason.rawValue)."))
  }

  // MARK: Refusals

  /// What the state holds against an event of this type, whatever its fields say.
  private func misfit(_ event: CaseEvent, by actor: Actor) -> Rejection.Reason? {
    switch (event, stage) {
    case (.opened, .new): nil
    case (.opened, _): .alreadyBegun
    case (_, .new): .notBegun
    case (.reopened, .closed): nil
    case (.reopened, _): .notInThisState
    case (_, .closed): .alreadyClosed
    case (.closed, _): obstacleToClosing
    case (.problemIdentified, .opened), (.problemIdentified, .identified),
      (.problemIdentified, .solutionFound):
      nil
    case (.solutionFound, .identified), (.solutionFound, .solutionFound): nil
    case (.resolved, .solutionFound): nil
    case (.confirmed, .resolved), (.denied, .resolved): nil
    case (.confirmed, .confirmed), (.denied, .confirmed): .alreadyConfirmed
    case (.confirmed, _), (.denied, _): .notResolved
    case (.problemIdentified, _), (.solutionFound, _), (.resolved, _): .notInThisState
    default: obstacle(toPromise: event, by: actor)
    }
  }

  private var obstacleToClosing: Rejection.Reason? {
    if !followUps.isEmpty { return .followUpOpen }
    return complaints.isEmpty ? nil : .complaintOpen
  }

  private func obstacle(toPromise event: CaseEvent, by actor: Actor) -> Rejection.Reason? {
    switch event {
    case .followUpDue where actor.kind != .system: .onlyTheEngine
    case .followUpDue: followUps.values.contains(.scheduled) ? nil : .followUpNotOpen
    case .followUpMissed:
      followUps.values.contains { $0 != .missed } ? nil : .followUpNotOpen
    case .followUpCompleted: followUps.isEmpty ? .followUpNotOpen : nil
    case .complaintResolved: complaints.isEmpty ? .complaintNotOpen : nil
    default: nil
    }
  }

  /// What in the event's fields contradicts the case.
  private func contradiction(in event: CaseEvent) -> Rejection.Reason? {
    switch event {
    case .followUpDue(let promise):
      followUps[promise.followUp] == .scheduled ? nil : .followUpNotOpen
    case .followUpMissed(let promise):
      switch followUps[promise.followUp] {
      case .scheduled, .due: nil
      case .missed, .completed, nil: .followUpNotOpen
      }
    case .followUpCompleted(let promise):
      followUps[promise.followUp] == nil ? .followUpNotOpen : nil
    case .complaintReceived(let complaint):
      complaints.contains(complaint.complaint) ? .complaintOpen : nil
    case .complaintResolved(let complaint):
      complaints.contains(complaint.complaint) ? nil : .complaintNotOpen
    case .closed(let closed):
      closed.reason == nil && stage != .resolved && stage != .confirmed ? .reasonMissing : nil
    default: nil
    }
  }
}

extension Case {
  /// The agent and customer that an event of this case concerns. Ask before `evolve`.
  public func stamps(for event: CaseEvent) -> Stamps {
    switch event {
    case .opened(let opened): Stamps(customer: opened.customer)
    case .followUpScheduled(let promise): Stamps(agent: promise.agent, customer: customer)
    case .complaintReceived(let complaint): Stamps(agent: complaint.agent, customer: customer)
    default: Stamps(customer: customer)
    }
  }

  /// The call in which an event of a case happened, if it says so.
  public static func call(of event: CaseEvent) -> CallID? {
    switch event {
    case .opened(let event): event.call
    case .problemIdentified(let event): event.call
    case .solutionFound(let event): event.call
    case .resolved(let event): event.call
    case .confirmed(let event): event.call
    case .denied(let event): event.call
    case .reopened(let event): event.call
    case .followUpCompleted(let event): event.call
    case .complaintReceived(let event): event.call
    case .closed, .followUpScheduled, .followUpDue, .followUpMissed, .complaintResolved: nil
    }
  }
}
