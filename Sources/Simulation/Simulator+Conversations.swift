import ContactCenter

// Conversations: what is said, in which order, how they end, and the work after them.

extension Simulator {
  /// Plans the whole conversation of an agent who has just taken the call.
  mutating func converse(_ id: CallID, _ agent: AgentID) {
    guard let call = calls[id] else { return }
    calls[id]?.place = .talking(agent)
    agents[agent]?.activity = .busy
    agents[agent]?.tookCallAt = now
    agents[agent]?.tookFrom = call.queue
    let mean = queues[call.queue].talkSeconds * (agents[agent]?.pace ?? 1)
    let talk = max(20_000, Int64(random.logNormal(mean: mean, deviation: 0.7) * 1_000))
    watchTalk(of: call, agent)
    say(.greet, to: id, agent, at: random.number(in: 500...2_000))
    if let purpose = call.purpose, purpose != .callback, purpose != .followUp {
      return reachOut(for: purpose, id, agent, talk: talk * 3 / 5)
    }
    if !call.isIdentified {
      let isKnown = random.happens(0.92)
      say(isKnown ? .identify : .failToIdentify, to: id, agent, at: talk / 10 + 2_000)
    }
    if !call.hasReason { say(.recordReason, to: id, agent, at: talk / 4) }
    if random.happens(0.3) { say(.note, to: id, agent, at: talk * 2 / 5) }
    digress(id, agent, talk: talk)
    say(random.happens(0.4) ? .inform : .propose, to: id, agent, at: talk / 2)
    var hold: Int64 = 0
    if random.happens(0.2) {
      hold = random.number(in: 10_000...90_000)
      say(.hold, to: id, agent, at: talk * 3 / 5)
      guard !random.happens(0.03) else {
        say(.hangUpOnHold, to: id, agent, at: talk * 3 / 5 + hold)
        return
      }
      say(.resume, to: id, agent, at: talk * 3 / 5 + hold)
    }
    planEnding(of: id, agent, talk: talk, hold: hold)
  }

  private mutating func planEnding(
    of id: CallID, _ agent: AgentID, talk: Int64, hold: Int64
  ) {
    if calls[id]?.wasTransferred == false, random.happens(0.08) {
      say(.transfer, to: id, agent, at: talk * 4 / 5 + hold)
      return
    }
    if random.happens(0.06) { say(.openCase, to: id, agent, at: talk * 4 / 5 + hold) }
    if random.happens(0.6) { say(.stopRecording, to: id, agent, at: talk * 37 / 40 + hold) }
    if random.happens(0.85) {
      say(.resolve, to: id, agent, at: talk * 17 / 20 + hold)
      if random.happens(0.9) {
        say(random.happens(0.93) ? .confirm : .deny, to: id, agent, at: talk * 9 / 10 + hold)
      }
    }
    if random.happens(0.9) { say(.thank, to: id, agent, at: talk * 19 / 20 + hold) }
    say(.end, to: id, agent, at: talk + hold)
  }

  /// What is said beside the matter itself, before anybody is put on hold.
  private mutating func digress(_ id: CallID, _ agent: AgentID, talk: Int64) {
    if random.happens(0.5) { say(.record, to: id, agent, at: talk / 10 + 4_000) }
    if random.happens(0.08) {
      say(.pauseRecording, to: id, agent, at: talk * 9 / 20)
      say(.record, to: id, agent, at: talk * 10 / 20)
    }
    say(.linkToCase, to: id, agent, at: talk * 3 / 10)
    if random.happens(0.03) { say(.changeDetails, to: id, agent, at: talk * 7 / 20) }
    if random.happens(0.05) { say(.changeConsent, to: id, agent, at: talk * 11 / 20) }
    if random.happens(0.03) { say(.share, to: id, agent, at: talk * 23 / 40) }
  }

  /// The talk is watched by the clock.
  private mutating func watchTalk(of call: OpenCall, _ agent: AgentID) {
    let queue = queues[call.queue]
    let crossed = CallEvent.ThresholdCrossed {
      $0.threshold = .handleTime
      $0.queue = queue.id
      $0.agent = agent
      $0.seconds = queue.targetHandleSeconds
      $0.since = now
    }
    plan(.crossThreshold(call.id, crossed), in: queue.targetHandleSeconds * 1_000)
  }

  mutating func say(
    _ line: Line, to id: CallID, _ agent: AgentID, at milliseconds: Int64
  ) {
    plan(.say(id, agent, line), in: milliseconds)
  }

  mutating func say(_ line: Line, _ id: CallID, _ agent: AgentID) {
    guard let call = calls[id], call.place == .talking(agent) else { return }
    let actor = Actor(kind: .agent, id: agent.rawValue)
    switch line {
    case .identify: identify(id, call.customer, method: "questions", by: actor)
    case .hangUpOnHold: end(id, agent, by: .customer, phase: .hold)
    case .end: end(id, agent, by: random.happens(0.7) ? .customer : .agent, phase: .talk)
    case .leaveMessage: end(id, agent, by: .agent, phase: .talk)
    case .transfer: transfer(call, agent)
    case .recordReason:
      calls[id]?.hasReason = true
      emit(reason(of: call), of: id, by: actor)
    case .greet, .failToIdentify, .note, .inform, .propose, .hold, .resume, .resolve, .confirm,
      .deny, .thank:
      emit(event(of: line, agent), of: id, by: actor)
    case .record, .pauseRecording, .stopRecording: record(line, call, agent)
    case .linkToCase, .openCase: speakOfCase(line, call, agent)
    case .changeDetails, .changeConsent, .share: speakOfRecord(line, call, agent)
    case .proposeSale, .answerProposal, .confirmOrder, .collectInformation, .answerSurvey:
      speakOfOffer(line, call, agent)
    }
  }

  private mutating func reason(of call: OpenCall) -> CallEvent {
    .reasonRecorded(
      .init {
        $0.reason = Code(random.pick(queues[call.queue].reasons))
        $0.summary = "\(Invention.customerName(call.customer)) calls about it again."
      })
  }

  /// What a line is as an event, where nothing but itself comes of it.
  private mutating func event(of line: Line, _ agent: AgentID) -> CallEvent {
    switch line {
    case .failToIdentify:
      .identificationFailed(
        .init {
          $0.method = Code("questions")
          $0.reason = Code("wrong_answers")
        })
    case .note:
      .noted(
        .init {
          $0.text = random.pick(Invention.notes)
          $0.agent = agent
        })
    case .inform:
      .informationProvided(.init { $0.article = ArticleID("kb-\(random.number(in: 1...40))") })
    case .propose:
      .solutionProposed(
        .init {
          $0.steps = [random.pick(Invention.steps)]
          $0.options = random.number(in: 1...3)
        })
    case .hold: .held(.init())
    case .resume: .resumed(.init())
    case .resolve: .resolved(.init { $0.resolution = Code("answered") })
    case .confirm: .resolutionConfirmed(.init { $0.understood = true })
    case .deny: .resolutionDenied(.init { $0.reason = Code("still_open") })
    case .thank: .thanked(.init())
    default:
      .greeted(
        .init {
          $0.companyNamed = random.happens(0.95)
          $0.agentNamed = random.happens(0.9)
          $0.agent = agent
        })
    }
  }

  // MARK: Endings

  private mutating func end(_ id: CallID, _ agent: AgentID, by party: EndingParty, phase: EndPhase)
  {
    let actor =
      party == .customer
      ? Actor(kind: .customer) : Actor(kind: .agent, id: agent.rawValue)
    emit(
      .ended(
        .init {
          $0.by = party
          $0.phase = phase
        }), of: id, by: actor)
    let wrap = planWrap(id, agent)
    if random.happens(0.95) { plan(.document(id, agent), in: wrap / 2) }
    if let promise = calls[id]?.promise {
      let kept = CaseEvent.FollowUpCompleted {
        $0.followUp = promise.followUp
        $0.call = id
      }
      propose(.case(.followUpCompleted(kept)), promise.stream, by: actor)
    }
    if let call = calls[id], random.happens(0.4) {
      let scale = queues[call.queue].feedbackScale
      plan(.askFeedback(id, scale, customer: call.customer), in: wrap + 5_000)
    }
    calls[id] = nil
  }

  /// The first agent's talk ends. The call goes to a free agent of another queue, to that queue, or
  /// out of the house.
  private mutating func transfer(_ call: OpenCall, _ agent: AgentID) {
    let queue =
      (call.queue + 1 + Int(random.number(in: 0...Int64(queues.count - 2)))) % queues.count
    let actor = Actor(kind: .agent, id: agent.rawValue)
    calls[call.id]?.wasTransferred = true
    if random.happens(0.05) {
      emit(
        .transferred(
          .init {
            $0.target = .external
            $0.external = Invention.number(9_000 + call.queue)
            $0.reason = Code("partner_company")
          }), of: call.id, by: actor)
      _ = planWrap(call.id, agent)
      calls[call.id] = nil
      return
    }
    calls[call.id]?.queue = queue
    let colleague = agentOrder.first { other in
      agents[other]?.activity == .idle && agents[other]?.wish == nil
        && agents[other]?.queues.contains(queues[queue].id) == true
    }
    guard let colleague, random.happens(0.4) else {
      emit(
        .transferred(
          .init {
            $0.target = .queue
            $0.queue = queues[queue].id
            $0.reason = Code("other_department")
          }), of: call.id, by: actor)
      _ = planWrap(call.id, agent)
      enqueue(call.id)
      return
    }
    emit(
      .transferred(
        .init {
          $0.kind = .attended
          $0.target = .agent
          $0.agent = colleague
          $0.reason = Code("specialist")
        }), of: call.id, by: actor)
    _ = planWrap(call.id, agent)
    emit(
      .answered(.init { $0.agent = colleague }), of: call.id,
      by: Actor(kind: .agent, id: colleague.rawValue))
    converse(call.id, colleague)
  }

  private mutating func planWrap(_ id: CallID, _ agent: AgentID) -> Int64 {
    let wrap = Int64(random.logNormal(mean: 35, deviation: 0.6) * 1_000)
    plan(.endWrap(id, agent), in: wrap)
    return wrap
  }

  mutating func endWrap(_ id: CallID, _ agent: AgentID) {
    noteHandled(by: agent)
    emit(
      .wrapEnded(.init { $0.agent = agent }), of: id,
      by: Actor(kind: .agent, id: agent.rawValue))
    becomeFree(agent)
  }

  mutating func document(_ id: CallID, _ agent: AgentID) {
    supervision.note(id, agent)
    emit(
      .documented(
        .init {
          $0.disposition = Code(random.pick(Invention.dispositions))
          $0.steps = [random.pick(Invention.steps)]
          $0.summary = random.pick(Invention.notes)
          $0.agent = agent
        }), of: id, by: Actor(kind: .agent, id: agent.rawValue))
    if random.happens(0.02) { plan(.correct(id, agent), in: random.number(in: 60_000...600_000)) }
  }

  /// What was written down was wrong.
  mutating func correct(_ id: CallID, _ agent: AgentID) {
    emit(
      .corrected(
        .init {
          $0.field = Code("disposition")
          $0.code = Code(random.pick(Invention.dispositions))
          $0.reason = Code("wrong_entry")
        }), of: id, by: actor(agent))
  }

  // MARK: Feedback

  mutating func askFeedback(_ id: CallID, _ scale: FeedbackScale, _ customer: Int) {
    emit(
      .feedbackRequested(
        .init {
          $0.scale = scale
          $0.channel = Code("message")
        }), of: id)
    plan(
      .giveFeedback(id, scale, customer: customer), in: random.number(in: 60_000...3_600_000))
  }

  mutating func giveFeedback(_ id: CallID, _ scale: FeedbackScale, _ customer: Int) {
    let actor = Actor(kind: .customer)
    guard random.happens(0.45) else {
      if random.happens(0.3) { emit(.feedbackDeclined(.init()), of: id, by: actor) }
      return
    }
    let scores = scale.scores
    let isHappy = random.happens(0.75)
    let middle = (scores.lowerBound + scores.upperBound) / 2
    emit(
      .feedback(
        .init {
          $0.scale = scale
          $0.score = random.number(
            in: isHappy ? middle + 1...scores.upperBound : scores.lowerBound...middle)
          $0.comment = random.happens(0.3) ? random.pick(Invention.comments) : nil
        }), of: id, by: actor)
  }
}
