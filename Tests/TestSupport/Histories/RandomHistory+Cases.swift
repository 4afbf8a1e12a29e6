import ContactCenter

// Cases of a random history: few, so that their stages, promises and complaints meet often.

extension RandomHistory {
  mutating func caseProposal() -> (StreamName, Event) {
    let stream = StreamName(.case, "case \(random.next() % 6)")
    let all = CaseEvent.all
    var event = all[Int(random.next() % UInt64(all.count))]
    let name = Code("n\(random.next() % 2)")
    switch event {
    case .opened:
      event = .opened(.init { $0.customer = CustomerID("customer \(random.next() % 4)") })
    case .followUpScheduled:
      let due = time.adding(milliseconds: Int64(random.next() % 600_000))
      event = .followUpScheduled(
        .init {
          $0.followUp = name
          $0.due = due
        })
    case .followUpDue: event = .followUpDue(.init { $0.followUp = name })
    case .followUpMissed: event = .followUpMissed(.init { $0.followUp = name })
    case .followUpCompleted: event = .followUpCompleted(.init { $0.followUp = name })
    case .complaintReceived: event = .complaintReceived(.init { $0.complaint = name })
    case .complaintResolved: event = .complaintResolved(.init { $0.complaint = name })
    case .closed where random.next() % 4 == 0: event = .closed(.init { $0.reason = Code("error") })
    default: break
    }
    return (stream, .case(event))
  }
}
