/// What happens to a customer's problem, over as many calls as it takes. Streams: `case/<id>`.
public enum CaseEvent: Sendable, Equatable {
  case opened(Opened)
  case problemIdentified(ProblemIdentified)
  case solutionFound(SolutionFound)
  case resolved(Resolved)
  case confirmed(Confirmed)
  case denied(Denied)
  case followUpScheduled(FollowUpScheduled)
  case followUpDue(FollowUpDue)
  case followUpCompleted(FollowUpCompleted)
  case followUpMissed(FollowUpMissed)
  case complaintReceived(ComplaintReceived)
  case complaintResolved(ComplaintResolved)
  case closed(Closed)
  case reopened(Reopened)
}

extension CaseEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .opened: Opened.type
    case .problemIdentified: ProblemIdentified.type
    case .solutionFound: SolutionFound.type
    case .resolved: Resolved.type
    case .confirmed: Confirmed.type
    case .denied: Denied.type
    case .followUpScheduled: FollowUpScheduled.type
    case .followUpDue: FollowUpDue.type
    case .followUpCompleted: FollowUpCompleted.type
    case .followUpMissed: FollowUpMissed.type
    case .complaintReceived: ComplaintReceived.type
    case .complaintResolved: ComplaintResolved.type
    case .closed: Closed.type
    case .reopened: Reopened.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .opened(let payload): self = .opened(payload.described(by: &fields))
    case .problemIdentified(let payload):
      self = .problemIdentified(payload.described(by: &fields))
    case .solutionFound(let payload): self = .solutionFound(payload.described(by: &fields))
    case .resolved(let payload): self = .resolved(payload.described(by: &fields))
    case .confirmed(let payload): self = .confirmed(payload.described(by: &fields))
    case .denied(let payload): self = .denied(payload.described(by: &fields))
    case .followUpScheduled(let payload):
      self = .followUpScheduled(payload.described(by: &fields))
    case .followUpDue(let payload): self = .followUpDue(payload.described(by: &fields))
    case .followUpCompleted(let payload):
      self = .followUpCompleted(payload.described(by: &fields))
    case .followUpMissed(let payload): self = .followUpMissed(payload.described(by: &fields))
    case .complaintReceived(let payload):
      self = .complaintReceived(payload.described(by: &fields))
    case .complaintResolved(let payload):
      self = .complaintResolved(payload.described(by: &fields))
    case .closed(let payload): self = .closed(payload.described(by: &fields))
    case .reopened(let payload): self = .reopened(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [CaseEvent] = [
    .opened(Opened()), .problemIdentified(ProblemIdentified()), .solutionFound(SolutionFound()),
    .resolved(Resolved()), .confirmed(Confirmed()), .denied(Denied()),
    .followUpScheduled(FollowUpScheduled()), .followUpDue(FollowUpDue()),
    .followUpCompleted(FollowUpCompleted()), .followUpMissed(FollowUpMissed()),
    .complaintReceived(ComplaintReceived()), .complaintResolved(ComplaintResolved()),
    .closed(Closed()), .reopened(Reopened()),
  ]
}
