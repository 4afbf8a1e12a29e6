import ContactCenter

// Who may do what, keys and measures: granted, reviewed, renewed.

extension Simulator {
  private static let officer = Actor(kind: .operator, id: "privacy-officer")
  private static let hour: Int64 = 3_600_000
  private static let day: Int64 = 24 * hour
  /// What is reviewed, and how often in days.
  private static let reviews: [(scope: String, days: Int64)] = [("all", 90), ("temporary", 1)]

  /// What is in force when the house opens.
  mutating func secure() {
    for (name, role) in [
      ("supervisor-1", AccessRole.supervisor), ("operator-1", .operator), ("wall-1", .wallboard),
    ] {
      grant(name, role)
    }
    change("encryption-at-rest", .introduced, "Personal fields are sealed, a key a customer.")
    change("token-lifetime", .introduced, "Tokens end after a year.")
    rotate()
    for review in Self.reviews {
      let stream = StreamName(.access, review.scope)
      let scheduled = AccessEvent.ReviewScheduled { $0.periodDays = review.days }
      propose(.access(.reviewScheduled(scheduled)), stream, by: Self.officer)
      planReview(of: stream, days: review.days)
    }
    plan(.lookAfterSecurity(1), in: Self.hour)
    plan(.reopenQueue(queues.count - 1), in: 5 * Self.hour)
  }

  /// Once an hour something is looked after.
  mutating func lookAfterSecurity(_ number: Int) {
    plan(.lookAfterSecurity(number + 1), in: Self.hour)
    switch number % 12 {
    case 1, 7: view()
    case 2: grant("auditor-\(number)", .service)
    case 4:
      let revoked = AccessEvent.Revoked { $0.reason = Code("no_longer_needed") }
      let stream = StreamName(.access, "auditor-\(number - 2)")
      propose(.access(.revoked(revoked)), stream, by: Self.officer)
    case 5: change("token-lifetime", .strengthened, "Tokens end after half a year.")
    case 9: change("encryption-at-rest", .renewed, "The same, with the new generation of the key.")
    case 10: rotate()
    default: break
    }
  }

  private mutating func view() {
    guard let customer = registered.min() else { return }
    let viewed = AccessEvent.RecordViewed {
      $0.record = Code("/v1/views/customers/\(customerID(customer))")
      $0.customer = customerID(customer)
      $0.purpose = Code("complaint")
    }
    let stream = StreamName(.access, "supervisor-1")
    propose(.access(.recordViewed(viewed)), stream)
  }

  private mutating func grant(_ name: String, _ role: AccessRole) {
    let granted = AccessEvent.Granted {
      $0.role = role
      $0.name = Code(name)
    }
    propose(.access(.granted(granted)), StreamName(.access, name), by: Self.officer)
  }

  private mutating func change(_ measure: String, _ change: MeasureChange, _ summary: String) {
    let changed = SecurityEvent.MeasureChanged {
      $0.change = change
      $0.summary = summary
    }
    let stream = StreamName(.security, measure)
    propose(.security(.measureChanged(changed)), stream, by: Self.officer)
  }

  private mutating func rotate() {
    let stream = StreamName(.keys, "\(tag)-master")
    var generation: Int64 = 0
    if case .keys(let key)? = supervision.aggregates[stream] { generation = key.generation }
    let rotated = KeyEvent.Rotated {
      $0.generation = generation + 1
      $0.reason = Code("its_time_had_come")
    }
    propose(.keys(.rotated(rotated)), stream, by: Self.officer)
  }

  // MARK: Reviews

  private mutating func planReview(of stream: StreamName, days: Int64) {
    plan(.reviewDue(stream), in: days * Self.day)
    plan(.reviewAccess(stream), in: days * Self.day + Self.hour / 2)
  }

  mutating func reviewFallsDue(_ stream: StreamName) {
    fallDue(.access(.reviewDue(.init())), stream)
  }

  mutating func reviewAccess(_ stream: StreamName) {
    let found = supervision.random.number(in: 0...3)
    let completed = AccessEvent.ReviewCompleted {
      $0.findings = found
      $0.removed = found / 2
      $0.note = "Compared with the list of the personnel office."
    }
    propose(.access(.reviewCompleted(completed)), stream, by: Self.officer)
    if case .access(let right)? = supervision.aggregates[stream],
      let days = right.reviewPeriodDays
    {
      planReview(of: stream, days: days)
    }
  }

  // MARK: Opening hours

  /// A queue takes no calls while its people meet, and then takes them again.
  mutating func reopenQueue(_ index: Int) {
    let stream = StreamName(.queue, queues[index].id.rawValue)
    guard closedQueues.remove(index) == nil else {
      propose(.queue(.opened(.init())), stream, by: Actor(kind: .operator))
      return plan(.reopenQueue(index), in: 6 * Self.hour)
    }
    closedQueues.insert(index)
    let closed = QueueEvent.Closed { $0.reason = Code("team_meeting") }
    propose(.queue(.closed(closed)), stream, by: Actor(kind: .operator))
    plan(.reopenQueue(index), in: Self.hour / 4)
  }
}
