import ContactCenter

// Campaigns: contacts, attempts within the rules, and what is said when somebody is reached.

extension Simulator {
  private static let marketer = Actor(kind: .operator, id: "operator-1")
  /// An agent dials for campaigns once in so many milliseconds, while nobody waits.
  private static let dialMilliseconds = 2_400_000.0

  /// Looks for somebody to call, and plans to look again.
  mutating func dial() {
    let gap = supervision.random.exponential(mean: Self.dialMilliseconds / Double(settings.agents))
    plan(.dial, in: Int64(gap) + 5_000)
    guard waiting.allSatisfy(\.isEmpty), let agent = idleAgent() else { return }
    outreach.turn = (outreach.turn + 1) % outreach.drives.count
    let index = outreach.turn
    guard let id = runningCampaign(index), let campaign = supervision.campaign(id) else { return }
    let contact = outreach.drives[index].contacts.first { mayBeTried($0.name, in: campaign) }
    guard let contact else { return settleRound(index, campaign) }
    call(contact, of: campaign, by: agent)
  }

  private func mayBeTried(_ name: Code, in campaign: Campaign) -> Bool {
    guard let contact = campaign.contacts[name], !contact.isSettled, contact.call == nil,
      contact.attempts < campaign.attemptsMax
    else { return false }
    return contact.lastAttemptAt.map {
      now.millisecondsSince($0) >= campaign.retryGapMilliseconds
    } ?? true
  }

  /// Calls a contact, or has it recorded that this is not allowed, and takes the contact off.
  private mutating func call(
    _ contact: (name: Code, customer: Int), of campaign: Campaign, by agent: AgentID
  ) {
    let customer = customerID(contact.customer)
    let purpose = campaign.settings.purpose
    var rule = Outreach()
    rule.campaign = campaign
    rule.customer = supervision.customer(customer)
    rule.isDoNotCall = rule.customer?.isDoNotCall ?? false
    rule.calendar = .utc
    rule.time = now
    let placed = CallEvent.Placed {
      $0.purpose = purpose
      $0.campaign = campaign.id
      $0.contact = contact.name
      $0.customer = customer
    }
    guard let reason = rule.obstacle(to: placed) else {
      let isByDialler = purpose == .sales && random.happens(0.5)
      place(
        purpose, to: contact.customer, by: isByDialler ? nil : agent,
        queue: isByDialler ? 2 : queueOf(agent)
      ) {
        $0.campaign = campaign.id
        $0.contact = contact.name
        $0.customer = customer
      }
      return
    }
    guard reason == .noConsent || reason == .doNotCall else { return }
    callCount += 1
    let rejection = Rejection(reason, state: "", allowed: [], detail: "")
    let call = CallID("\(tag)-\(callCount)")
    for (stream, record) in rejection.record(of: placed, call: call, to: customer) {
      tell(record, stream)
    }
    let removed = CampaignEvent.ContactRemoved {
      $0.contact = contact.name
      $0.reason = Code("no_consent")
    }
    propose(.campaign(.contactRemoved(removed)), stream(of: campaign.id), by: Self.marketer)
  }

  // MARK: Rounds

  private func stream(of campaign: CampaignID) -> StreamName {
    StreamName(.campaign, campaign.rawValue)
  }

  private func campaignID(_ index: Int) -> CampaignID {
    let drive = outreach.drives[index]
    return CampaignID("\(tag)-\(drive.name)-\(drive.round)")
  }

  /// The campaign of a kind that calls at present: begun, or started again after a pause.
  private mutating func runningCampaign(_ index: Int) -> CampaignID? {
    if outreach.drives[index].round == 0 { beginRound(index) }
    let id = campaignID(index)
    switch supervision.campaign(id)?.state {
    case .running?: return id
    case .paused?, .draft?:
      propose(.campaign(.started(.init())), stream(of: id), by: Self.marketer)
      return id
    default: return nil
    }
  }

  private mutating func beginRound(_ index: Int) {
    outreach.drives[index].round += 1
    let drive = outreach.drives[index]
    let id = campaignID(index)
    let isAllDay = settings.profile == .flat
    let created = CampaignEvent.Created {
      $0.purpose = drive.purpose
      $0.name = drive.name
      $0.attemptsMax = 3
      $0.retryGapSeconds = 1_800
      $0.callingFromMinute = isAllDay ? 0 : 480
      $0.callingToMinute = isAllDay ? 1_440 : 1_200
      $0.weekdays = Array(1...7)
      $0.zone = Code("UTC")
      if drive.purpose == .survey { $0.questions = OutreachDesk.questions }
    }
    propose(.campaign(.created(created)), stream(of: id), by: Self.marketer)
    outreach.drives[index].contacts = []
    for number in 1...drive.size {
      let customer = Int(supervision.random.number(in: 1...Int64(settings.customers)))
      let name = Code("contact-\(number)")
      let added = CampaignEvent.ContactAdded {
        $0.contact = name
        $0.customer = register(customer, by: Self.marketer)
        $0.to = Invention.number(customer)
        $0.name = Invention.customerName(customer)
      }
      propose(.campaign(.contactAdded(added)), stream(of: id), by: Self.marketer)
      outreach.drives[index].contacts.append((name, customer))
    }
  }

  /// Nobody can be called just now: the campaign rests, or is over and another round begins.
  private mutating func settleRound(_ index: Int, _ campaign: Campaign) {
    let isOver = campaign.contacts.values.allSatisfy {
      $0.call == nil && ($0.isSettled || $0.attempts >= campaign.attemptsMax)
    }
    guard isOver else {
      let paused = CampaignEvent.Paused { $0.reason = Code("retry_gap") }
      propose(.campaign(.paused(paused)), stream(of: campaign.id), by: Self.marketer)
      return
    }
    propose(.campaign(.ended(.init())), stream(of: campaign.id), by: Self.marketer)
    supervision.forget(stream(of: campaign.id))
    beginRound(index)
  }

  // MARK: What is said

  /// Plans what an outbound call is for.
  mutating func reachOut(
    for purpose: CallPurpose, _ id: CallID, _ agent: AgentID, talk: Int64
  ) {
    switch purpose {
    case .sales, .marketing:
      say(.proposeSale, to: id, agent, at: talk * 3 / 10)
      if random.happens(0.9) { say(.answerProposal, to: id, agent, at: talk * 7 / 10) }
    case .survey:
      for number in OutreachDesk.questions.indices where random.happens(0.9) {
        say(.answerSurvey(number), to: id, agent, at: talk * Int64(number + 3) / 10)
      }
    case .orderConfirmation: say(.confirmOrder, to: id, agent, at: talk / 2)
    default: say(.collectInformation, to: id, agent, at: talk / 2)
    }
    if random.happens(0.9) { say(.thank, to: id, agent, at: talk * 19 / 20) }
    say(.end, to: id, agent, at: talk)
  }

  mutating func speakOfOffer(_ line: Line, _ call: OpenCall, _ agent: AgentID) {
    let actor = actor(agent)
    switch line {
    case .proposeSale:
      let made = CallEvent.ProposalMade {
        $0.proposal = Code("p1")
        $0.product = Code(random.pick(["fibre-500", "mobile-plus", "tv-basic"]))
      }
      propose(.proposalMade(made), in: call.id, by: actor)
    case .answerProposal: answerProposal(call, actor)
    case .confirmOrder:
      let confirmed = CallEvent.OrderConfirmed {
        $0.order = Code("order-\(call.id)")
        $0.isChanged = random.happens(0.1)
      }
      propose(.orderConfirmed(confirmed), in: call.id, by: actor)
    case .answerSurvey(let number): answerSurvey(call, number, actor)
    default:
      let collected = CallEvent.InformationCollected {
        $0.topic = Code("meter_reading")
        $0.value = String(random.number(in: 1_000...99_999))
      }
      propose(.informationCollected(collected), in: call.id, by: actor)
    }
  }

  private mutating func answerProposal(_ call: OpenCall, _ actor: Actor) {
    guard random.happens(0.35) else {
      let refused = CallEvent.ProposalRefused {
        $0.proposal = Code("p1")
        $0.reason = Code(random.pick(["price", "no_need", "bound_elsewhere"]))
      }
      propose(.proposalRefused(refused), in: call.id, by: actor)
      return
    }
    let accepted = CallEvent.ProposalAccepted {
      $0.proposal = Code("p1")
      $0.order = Code("order-\(call.id)")
    }
    propose(.proposalAccepted(accepted), in: call.id, by: actor)
  }

  private mutating func answerSurvey(_ call: OpenCall, _ number: Int, _ actor: Actor) {
    let question = OutreachDesk.questions[number]
    var circumstances = Circumstances()
    circumstances.campaign = call.state.campaign.flatMap { supervision.campaign($0) }
    let answered = CallEvent.SurveyAnswered {
      $0.question = question.question
      if !question.choices.isEmpty { $0.choice = random.pick(question.choices) }
      if let lowest = question.scoreMin, let highest = question.scoreMax {
        $0.score = random.number(in: lowest...highest)
      }
      if question.choices.isEmpty, question.scoreMin == nil {
        $0.text = random.pick(Invention.wishes)
      }
    }
    propose(.surveyAnswered(answered), in: call.id, by: actor, given: circumstances)
  }
}
