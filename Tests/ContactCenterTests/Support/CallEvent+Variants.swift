import ContactCenter

extension CallEvent {
  /// Events of the same type with every choice of fields that decisions look at, for the agents
  /// anna, ben and cleo.
  var variants: [CallEvent] {
    let agents = ["anna", "ben", "cleo"]
    return switch self {
    case .offered: agents.map(CallEvent.offered)
    case .offerMissed: agents.map(CallEvent.offerMissed)
    case .offerRescinded: agents.map(CallEvent.offerRescinded)
    case .answered: agents.map(CallEvent.answered)
    case .placed: [.placed()] + agents.map(CallEvent.placed)
    case .wrapEnded: [.wrapEnded()] + agents.map { .wrapEnded($0) }
    case .abandoned: AbandonPhase.allCases.map(CallEvent.abandoned)
    case .ended:
      EndingParty.allCases.flatMap { party in
        [.ended(by: party), .ended(by: party, wrapMilliseconds: 0)]
      }
    case .transferred:
      [.transferred(), .transferred(toQueue: "support")]
        + agents.flatMap { agent in
          TransferKind.allCases.map { .transferred(toAgent: agent, $0) }
        }
    case .routed: RoutingTarget.allCases.map(CallEvent.routed)
    case .feedbackRequested: [.feedbackRequested(), .feedbackRequested(.nps)]
    case .feedback: [.feedback(0, .nps), .feedback(5, .csat), .feedback(9, .csat)]
    case .proposalMade: [self, .proposalMade(.init { $0.proposal = Code("p2") })]
    case .surveyAnswered: [self, .surveyAnswered(.init { $0.question = Code("q2") })]
    case .thresholdCrossed:
      CallThreshold.allCases.map { kind in .thresholdCrossed(.init { $0.threshold = kind }) }
    default: [self]
    }
  }
}
