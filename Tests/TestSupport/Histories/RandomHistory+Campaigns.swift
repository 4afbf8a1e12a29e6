import ContactCenter

// Campaigns of a random history, and what is said in their calls.

extension RandomHistory {
  mutating func campaignProposal() -> (StreamName, Event) {
    let stream = StreamName(.campaign, "campaign \(random.next() % 2)")
    let all = CampaignEvent.all
    var event = all[Int(random.next() % UInt64(all.count))]
    let contact = Code("contact \(random.next() % 5)")
    switch event {
    case .created:
      event = .created(
        .init {
          $0.attemptsMax = 2
          $0.questions = [SurveyQuestion { $0.question = Code("p0") }]
        })
    case .contactAdded: event = .contactAdded(.init { $0.contact = contact })
    case .contactRemoved: event = .contactRemoved(.init { $0.contact = contact })
    case .ended where random.next() % 20 > 0, .attemptStarted, .attemptEnded:
      event = .started(.init())
    default: break
    }
    return (stream, .campaign(event))
  }

  mutating func outreach(_ event: CallEvent) -> CallEvent {
    let name = Code("p\(random.next() % 2)")
    let score = Int64(random.next() % 5)
    switch event {
    case .proposalMade: return .proposalMade(.init { $0.proposal = name })
    case .proposalAccepted: return .proposalAccepted(.init { $0.proposal = name })
    case .proposalRefused: return .proposalRefused(.init { $0.proposal = name })
    case .surveyAnswered:
      return .surveyAnswered(
        .init {
          $0.question = name
          $0.score = score
        })
    default: return event
    }
  }
}
