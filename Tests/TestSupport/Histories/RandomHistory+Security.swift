import ContactCenter

// Rights, keys, measures and their reviews in a random history.

extension RandomHistory {
  mutating func securityProposal() -> (StreamName, Event) {
    let name = "s\(shiftRandom.next() % 3)"
    switch shiftRandom.next() % 10 {
    case 0: return (StreamName(.access, name), .access(.granted(.init { $0.role = .agent })))
    case 1: return (StreamName(.access, name), .access(.revoked(.init())))
    case 2, 3, 4:
      let days = Int64(shiftRandom.next() % 4)
      return (
        StreamName(.access, name),
        .access(.reviewScheduled(.init { $0.periodDays = days == 0 ? nil : days }))
      )
    case 5: return (StreamName(.access, name), .access(.reviewDue(.init())))
    case 6, 7: return (StreamName(.access, name), .access(.reviewCompleted(.init())))
    case 8:
      let generation = Int64(shiftRandom.next() % 4) + 1
      return (
        StreamName(.keys, name), .keys(.rotated(.init { $0.generation = generation }))
      )
    default:
      let changes = MeasureChange.allCases
      let change = changes[Int(shiftRandom.next() % UInt64(changes.count))]
      return (
        StreamName(.security, name),
        .security(
          .measureChanged(
            .init {
              $0.change = change
              $0.reason = Code("test")
            }))
      )
    }
  }
}
