import ContactCenter

// What supervisors do beside the calls: procedures, knowledge, reviews, coaching, skills.

extension Simulator {
  private static let standard = StreamName(.policy, "standard")
  private static let pilot = StreamName(.policy, "pilot")
  private static let form = StreamName(.quality, "standard")
  /// Between two acts of supervision: two simulated minutes.
  private static let actMilliseconds: Int64 = 120_000

  /// Publishes what calls are to be led by, and what queues need.
  mutating func setStandards() {
    publish(Self.standard)
    propose(.quality(.formPublished(formPublished)), Self.form)
    for queue in queues {
      let needs = QueueEvent.SkillsRequired { $0.skills = [skillRequirement(of: queue)] }
      let stream = StreamName(.queue, queue.id.rawValue)
      propose(.queue(.skillsRequired(needs)), stream, by: Actor(kind: .operator))
    }
    plan(.supervise(0), in: Self.actMilliseconds)
  }

  /// One act, and the plan of the next.
  mutating func supervise(_ number: Int) {
    plan(.supervise(number + 1), in: Self.actMilliseconds)
    switch number % 12 {
    case 0, 6: keepKnowledge(number)
    case 1, 4, 7: read()
    case 2: sample()
    case 3, 9: review(wasDisputed: number % 12 == 9)
    case 5: train(isRevoked: number % 48 == 5)
    case 8: dispute()
    case 10: coach()
    default: changeProcedures(number)
    }
  }

  mutating func someAgent() -> AgentID { supervision.random.pick(agentOrder) }

  // MARK: Procedures and knowledge

  private mutating func publish(_ stream: StreamName) {
    let published = PolicyEvent.ProcedurePublished {
      $0.version = supervision.procedure(stream) + 1
      $0.title = stream == Self.pilot ? "A shorter way, on trial" : "How to lead a call"
      $0.steps = Procedure.standardSteps
      // The trial is about billing alone, and drops the note.
      guard stream == Self.pilot else { return }
      $0.queues = [QueueID("billing")]
      $0.steps.removeAll { $0.step == Code("clarify") }
    }
    propose(.policy(.procedurePublished(published)), stream)
  }

  private mutating func changeProcedures(_ number: Int) {
    switch number / 12 % 24 {
    case 5: publish(Self.pilot)
    case 17:
      propose(.policy(.procedureWithdrawn(.init { $0.reason = Code("trial_over") })), Self.pilot)
    case 23: publish(Self.standard)
    default: read()
    }
  }

  private mutating func keepKnowledge(_ number: Int) {
    guard supervision.articles >= Supervision.articlesMax || number % 60 == 48 else {
      supervision.articles += 1
      let published = KnowledgeEvent.ArticlePublished {
        $0.version = 1
        $0.title = "Article \(supervision.articles)"
        $0.reviewDays = supervision.random.pick([30, 90, 180])
      }
      propose(.knowledge(.articlePublished(published)), article(supervision.articles))
      return
    }
    let stream = article(Int(supervision.random.number(in: 1...Int64(supervision.articles))))
    let next = supervision.article(stream) + 1
    if !supervision.isPublished(stream) {
      let published = KnowledgeEvent.ArticlePublished {
        $0.version = next
        $0.title = "Article \(stream.id), written anew"
        $0.reviewDays = 90
      }
      propose(.knowledge(.articlePublished(published)), stream)
    } else if supervision.random.happens(0.2) {
      propose(.knowledge(.articleRetired(.init { $0.reason = Code("outdated") })), stream)
    } else {
      propose(.knowledge(.articleRevised(.init { $0.version = next })), stream)
    }
  }

  private func article(_ number: Int) -> StreamName { StreamName(.knowledge, "kb-\(number)") }

  private mutating func read() {
    let agent = someAgent()
    let actor = Actor(kind: .agent, id: agent.rawValue)
    if supervision.random.happens(0.3) {
      let read = PolicyEvent.ProcedureAcknowledged {
        $0.version = supervision.procedure(Self.standard)
        $0.agent = agent
      }
      propose(.policy(.procedureAcknowledged(read)), Self.standard, by: actor)
      return
    }
    guard supervision.articles > 0 else { return }
    let stream = article(Int(supervision.random.number(in: 1...Int64(supervision.articles))))
    let read = KnowledgeEvent.ArticleAcknowledged {
      $0.version = supervision.article(stream)
      $0.agent = agent
    }
    propose(.knowledge(.articleAcknowledged(read)), stream, by: actor)
  }

  // MARK: Reviews

  private var formPublished: QualityEvent.FormPublished {
    QualityEvent.FormPublished {
      $0.version = 1
      $0.title = "A good experience"
      $0.items = ReviewForm.standardItems
    }
  }

  private mutating func sample() {
    guard !supervision.finished.isEmpty else { return }
    let chosen = supervision.random.pick(supervision.finished)
    let sampled = QualityEvent.CallSampled {
      $0.call = chosen.call
      $0.agent = chosen.agent
    }
    propose(.quality(.callSampled(sampled)), Self.form)
  }

  private func calls(in stage: ReviewForm.Stage) -> [CallID] {
    (supervision.form(Self.form)?.samples ?? [:]).filter { $0.value.stage == stage }.keys.sorted()
  }

  private mutating func review(wasDisputed: Bool) {
    guard let call = calls(in: wasDisputed ? .disputed : .sampled).first,
      let form = supervision.form(Self.form)
    else { return }
    let reviewed = QualityEvent.CallReviewed {
      $0.call = call
      $0.formVersion = form.version
      $0.scores = form.items.map { item in
        ItemScore {
          $0.item = item.item
          $0.points = supervision.random.number(in: 1...item.pointsMax)
        }
      }
      $0.comment = supervision.random.pick(Invention.notes)
    }
    propose(.quality(.callReviewed(reviewed)), Self.form)
  }

  private mutating func dispute() {
    guard supervision.random.happens(0.3), let call = calls(in: .reviewed).last,
      let agent = supervision.form(Self.form)?.samples[call]?.agent
    else { return }
    let disputed = QualityEvent.ReviewDisputed {
      $0.call = call
      $0.reason = Code("not_my_part")
    }
    propose(
      .quality(.reviewDisputed(disputed)), Self.form,
      by: Actor(kind: .agent, id: agent.rawValue))
  }

  private mutating func coach() {
    let open = (supervision.form(Self.form)?.openCoaching ?? [:]).keys.sorted()
    if let first = open.first, supervision.random.happens(0.5) {
      let completed = QualityEvent.CoachingCompleted { $0.coaching = first }
      propose(.quality(.coachingCompleted(completed)), Self.form)
      return
    }
    supervision.coaching += 1
    let assigned = QualityEvent.CoachingAssigned {
      $0.coaching = Code("coaching-\(supervision.coaching)")
      $0.agent = someAgent()
      $0.item = supervision.random.pick(ReviewForm.standardItems).item
      $0.due = now.adding(milliseconds: 14 * 86_400_000)
    }
    propose(.quality(.coachingAssigned(assigned)), Self.form)
  }

  // MARK: Skills

  private func skillRequirement(of queue: QueuePlan) -> SkillRequirement {
    SkillRequirement {
      $0.skill = Code(queue.id.rawValue)
      $0.level = 1
    }
  }

  private mutating func train(isRevoked: Bool) {
    let agent = someAgent()
    let stream = StreamName(.agent, agent.rawValue)
    let skill = Code(supervision.random.pick(agents[agent]?.queues ?? queues.map(\.id)).rawValue)
    let granted = AgentEvent.SkillGranted {
      $0.skill = skill
      $0.level = supervision.random.number(in: 1...5)
      $0.certifiedUntil = now.adding(
        milliseconds: supervision.random.number(in: 20...400) * 86_400_000)
      $0.training = skill
    }
    propose(.agent(.trainingCompleted(.init { $0.training = skill })), stream)
    propose(.agent(.skillGranted(granted)), stream)
    if isRevoked { propose(.agent(.skillRevoked(.init { $0.skill = skill })), stream) }
  }
}
