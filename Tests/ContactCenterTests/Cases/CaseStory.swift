import ContactCenter

/// One case: given events, when a proposal, then a decision.
struct CaseStory {
  static let stream = StreamName(.case, "k1")
  static let clock = Actor(kind: .system, id: "clock")

  private(set) var problem = Case(id: CaseID("k1"))

  init(_ given: [CaseEvent] = []) {
    for event in given { problem.evolve(event) }
  }

  mutating func fold(_ event: CaseEvent) { problem.evolve(event) }

  func decide(_ event: CaseEvent, by actor: Actor = .supervisor) -> Decision {
    problem.decide(event, by: actor)
  }

  /// Why a proposal is refused, or nil where it is not.
  func refusal(of event: CaseEvent, by actor: Actor = .supervisor) -> Rejection.Reason? {
    decide(event, by: actor).rejection?.reason
  }
}

extension CaseEvent {
  static var opened: CaseEvent { .opened(Opened { $0.customer = CustomerID("c1") }) }
  static var identified: CaseEvent {
    .problemIdentified(ProblemIdentified { $0.category = Code("router") })
  }
  static var solutionFound: CaseEvent { .solutionFound(SolutionFound()) }
  static var resolved: CaseEvent { .resolved(Resolved()) }
  static var confirmed: CaseEvent { .confirmed(Confirmed()) }
  static var denied: CaseEvent { .denied(Denied()) }
  static var reopened: CaseEvent { .reopened(Reopened()) }

  static func closed(_ reason: String? = nil) -> CaseEvent {
    .closed(Closed { $0.reason = reason.map { Code($0) } })
  }
  static func scheduled(_ name: String = "f1", due: Int64 = 60_000) -> CaseEvent {
    .followUpScheduled(
      FollowUpScheduled {
        $0.followUp = Code(name)
        $0.due = Timestamp(milliseconds: due)
      })
  }
  static func due(_ name: String = "f1") -> CaseEvent {
    .followUpDue(FollowUpDue { $0.followUp = Code(name) })
  }
  static func missed(_ name: String = "f1") -> CaseEvent {
    .followUpMissed(FollowUpMissed { $0.followUp = Code(name) })
  }
  static func completed(_ name: String = "f1") -> CaseEvent {
    .followUpCompleted(FollowUpCompleted { $0.followUp = Code(name) })
  }
  static func complaint(_ name: String = "b1") -> CaseEvent {
    .complaintReceived(ComplaintReceived { $0.complaint = Code(name) })
  }
  static func settled(_ name: String = "b1") -> CaseEvent {
    .complaintResolved(ComplaintResolved { $0.complaint = Code(name) })
  }

  /// Events of every type with the fields that decisions look at.
  static let variants: [CaseEvent] = [
    .opened, .identified, .solutionFound, .resolved, .confirmed, .denied, .reopened, .closed(),
    .closed("duplicate"), .scheduled(), .scheduled("f2"), .due(), .due("f2"), .missed(),
    .missed("f2"), .completed(), .completed("f2"), .complaint(), .complaint("b2"), .settled(),
    .settled("b2"),
  ]
}
