/// One row for each campaign, and one for each of its contacts.
public struct CampaignsProjection: Projection {
  public static let view = "campaigns"
  public static let foldVersion: UInt32 = 1

  private var campaigns = RowTable<CampaignRow>("campaigns", .published)
  private var contacts = RowTable<CampaignContactRow>("campaign-contacts", .publishedInStore)
  private var calls = RowTable<CampaignCallRow>("campaign-calls", .private)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .campaign(let event): apply(event, of: recorded)
    case .call(.surveyAnswered(let answer)):
      guard let campaign = calls.row(recorded.stream.id)?.campaign else { return }
      campaigns.updateIfPresent(campaign.rawValue) { row in
        guard let index = row.questions.firstIndex(where: { $0.question == answer.question })
        else { return }
        row.questions[index].add(answer)
      }
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&campaigns)
    try visitor.visit(&contacts)
    try visitor.visit(&calls)
  }

  private mutating func apply(_ event: CampaignEvent, of recorded: RecordedEvent) {
    let id = recorded.stream.id
    switch event {
    case .created(let created):
      campaigns.insert(CampaignRow(created, of: recorded), key: id)
    case .started:
      campaigns.updateIfPresent(id) { row in
        row.state = .running
        row.startedAt = row.startedAt ?? recorded.time
      }
    case .paused: campaigns.updateIfPresent(id) { $0.state = .paused }
    case .ended:
      campaigns.updateIfPresent(id) { row in
        row.state = .ended
        row.endedAt = recorded.time
      }
    case .contactAdded(let added): add(added, of: recorded)
    case .contactRemoved(let removed):
      change(removed.contact, of: id) { $0.state = .removed }
    case .attemptStarted(let attempt): start(attempt, of: recorded)
    case .attemptEnded(let attempt): end(attempt, of: recorded)
    case .attemptRefused(let attempt):
      campaigns.updateIfPresent(id) { $0.refused += 1 }
      if let contact = attempt.contact { change(contact, of: id) { $0.refusals += 1 } }
    }
  }

  private mutating func add(_ added: CampaignEvent.ContactAdded, of recorded: RecordedEvent) {
    var row = CampaignContactRow()
    row.campaign = CampaignID(recorded.stream.id)
    row.contact = added.contact
    row.customer = added.customer
    row.zone = added.zone
    contacts.insert(row, key: Self.key(recorded.stream.id, added.contact))
    campaigns.updateIfPresent(recorded.stream.id) { row in
      row.contacts += 1
      row.left += 1
    }
  }

  private mutating func start(
    _ attempt: CampaignEvent.AttemptStarted, of recorded: RecordedEvent
  ) {
    var row = CampaignCallRow()
    row.campaign = CampaignID(recorded.stream.id)
    calls.insert(row, key: attempt.call.rawValue)
    campaigns.updateIfPresent(recorded.stream.id) { row in
      row.attempts += 1
      row.underWay += 1
      row.lastAttemptAt = recorded.time
    }
    change(attempt.contact, of: recorded.stream.id) { contact in
      contact.state = contact.state == .removed ? .removed : .calling
      contact.attempts += 1
      contact.call = attempt.call
      contact.lastAttemptAt = recorded.time
      contact.nextAttemptAt = nil
    }
  }

  private mutating func end(_ attempt: CampaignEvent.AttemptEnded, of recorded: RecordedEvent) {
    calls.remove(attempt.call.rawValue)
    let limits = campaigns.updateIfPresent(recorded.stream.id) { row in
      row.count(attempt.outcome)
      return (attempts: row.attemptsMax, gap: row.retryGapSeconds)
    }
    guard let limits else { return }
    change(attempt.contact, of: recorded.stream.id) { contact in
      contact.lastOutcome = attempt.outcome
      guard contact.state == .calling else { return }
      if attempt.outcome.isFinal {
        contact.state = .settled
      } else if contact.attempts >= limits.attempts {
        contact.state = .exhausted
      } else {
        contact.state = .waiting
        contact.nextAttemptAt = recorded.time.adding(milliseconds: limits.gap * 1_000)
      }
    }
  }

  /// Changes a contact, and counts it as done once it no longer may be tried.
  private mutating func change(
    _ contact: Code, of campaign: String, _ body: (inout CampaignContactRow) -> Void
  ) {
    let isDone = contacts.updateIfPresent(Self.key(campaign, contact)) { row in
      let wasLeft = row.isLeft
      body(&row)
      return wasLeft && !row.isLeft
    }
    guard isDone == true else { return }
    campaigns.updateIfPresent(campaign) { row in
      row.left -= 1
      row.done += 1
    }
  }

  /// The campaign, a slash, and the contact.
  private static func key(_ campaign: String, _ contact: Code) -> String {
    campaign + "/" + contact.rawValue
  }
}

extension CampaignRow {
  fileprivate init(_ created: CampaignEvent.Created, of recorded: RecordedEvent) {
    self.init()
    var state = Campaign(id: CampaignID(recorded.stream.id))
    state.evolve(.created(created), at: recorded.time)
    campaign = state.id
    name = created.name
    purpose = created.purpose
    attemptsMax = state.attemptsMax
    retryGapSeconds = state.retryGapMilliseconds / 1_000
    createdAt = recorded.time
    questions = created.questions.map { question in
      QuestionTally {
        $0.question = question.question
        $0.text = question.text
        $0.choices = question.choices.map { ChoiceCount($0, count: 0) }
      }
    }
  }

  fileprivate mutating func count(_ outcome: AttemptOutcome) {
    underWay -= 1
    if outcome.isReached { reached += 1 }
    if let index = outcomes.firstIndex(where: { $0.outcome == outcome }) {
      outcomes[index].count += 1
    } else {
      let count = OutcomeCount {
        $0.outcome = outcome
        $0.count = 1
      }
      outcomes.append(count)
    }
  }
}
