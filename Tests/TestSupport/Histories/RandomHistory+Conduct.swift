import ContactCenter

// Procedures, knowledge, reviews and skills in a random history: proposals that are often right.

extension RandomHistory {
  mutating func conductProposal() -> (StreamName, Event) {
    switch random.next() % 6 {
    case 0: policyProposal()
    case 1: knowledgeProposal()
    case 2, 3: qualityProposal()
    case 4: (StreamName(.agent, agent.rawValue), skillEvent())
    default: (StreamName(.queue, queue.rawValue), .queue(.skillsRequired(.init { needs(&$0) })))
    }
  }

  /// What is said in a call, with fields that folds look at.
  mutating func said(_ event: CallEvent) -> CallEvent {
    switch event {
    case .greeted:
      return .greeted(
        .init {
          $0.companyNamed = random.next() % 4 != 0
          $0.agentNamed = random.next() % 2 == 0
          $0.agent = perhaps(agent)
        })
    case .informationProvided: return .informationProvided(.init { $0.article = perhaps(article) })
    case .solutionProposed: return .solutionProposed(.init { $0.article = perhaps(article) })
    case .feedback:
      return .feedback(
        .init {
          $0.scale = random.next() % 3 == 0 ? .nps : .csat
          $0.score = Int64(random.next() % 5) + 1
        })
    default: return event
    }
  }

  private var article: ArticleID {
    mutating get { ArticleID("article \(random.next() % 3)") }
  }
  private var skill: Code {
    mutating get { Code("skill/\(random.next() % 3)") }
  }
  private var level: Int64 {
    mutating get { Int64(random.next() % 3) + 1 }
  }
  private var knownCall: CallID {
    mutating get {
      calls.isEmpty ? CallID("none") : CallID(calls[Int(random.next() % UInt64(calls.count))])
    }
  }

  private mutating func needs(_ required: inout QueueEvent.SkillsRequired) {
    required.skills = (0..<random.next() % 3).map { _ in
      SkillRequirement {
        $0.skill = skill
        $0.level = level
      }
    }
  }

  private mutating func policyProposal() -> (StreamName, Event) {
    let stream = StreamName(.policy, "policy \(random.next() % 2)")
    guard case .policy(let procedure)? = aggregate(of: stream) ?? Aggregate(stream: stream) else {
      return (stream, .policy(.procedureWithdrawn(.init())))
    }
    switch random.next() % 6 {
    case 0: return (stream, .policy(.procedureWithdrawn(.init())))
    case 1, 2:
      return (
        stream,
        .policy(
          .procedureAcknowledged(
            .init {
              $0.version = procedure.version
              $0.agent = agent
            }))
      )
    default:
      let all = Procedure.standardSteps
      let first = Int(random.next() % UInt64(all.count))
      return (
        stream,
        .policy(
          .procedurePublished(
            .init {
              $0.version = procedure.version + 1
              $0.queues = stream.id == "policy 0" ? [] : [queue]
              $0.steps = Array(all[first...])
            }))
      )
    }
  }

  private mutating func knowledgeProposal() -> (StreamName, Event) {
    let stream = StreamName(.knowledge, article.rawValue)
    var version: Int64 = 0
    if case .knowledge(let known)? = aggregate(of: stream) { version = known.version }
    let event: KnowledgeEvent
    switch random.next() % 6 {
    case 0: event = .articleRetired(.init())
    case 1: event = .articleRevised(.init { $0.version = version + 1 })
    case 2:
      event = .articlePublished(
        .init {
          $0.version = version + 1
          $0.title = "An article"
          $0.reviewDays = perhaps(30)
        })
    default:
      event = .articleAcknowledged(
        .init {
          $0.version = version
          $0.agent = agent
        })
    }
    return (stream, .knowledge(event))
  }

  private mutating func qualityProposal() -> (StreamName, Event) {
    let stream = StreamName(.quality, "form")
    guard case .quality(let form)? = aggregate(of: stream), form.version > 0 else {
      return (stream, .quality(publishedForm(1)))
    }
    let waiting = form.samples.keys.sorted()
    let call =
      waiting.isEmpty ? knownCall : waiting[Int(random.next() % UInt64(waiting.count))]
    switch random.next() % 8 {
    case 0: return (stream, .quality(publishedForm(form.version + 1)))
    case 1, 2, 3:
      return (
        stream,
        .quality(
          .callSampled(
            .init {
              $0.call = knownCall
              $0.agent = agent
            }))
      )
    case 4: return (stream, .quality(.reviewDisputed(.init { $0.call = call })))
    case 5: return (stream, .quality(coachingEvent()))
    default: return (stream, .quality(review(of: call, by: form)))
    }
  }

  private mutating func review(of call: CallID, by form: ReviewForm) -> QualityEvent {
    .callReviewed(
      .init {
        $0.call = call
        $0.formVersion = form.version
        $0.scores = form.items.map { item in
          ItemScore {
            $0.item = item.item
            $0.points = Int64(random.next() % UInt64(item.pointsMax + 1))
          }
        }
      })
  }

  private mutating func publishedForm(_ version: Int64) -> QualityEvent {
    .formPublished(
      .init {
        $0.version = version
        $0.items = Array(ReviewForm.standardItems.prefix(Int(random.next() % 4) + 1))
      })
  }

  private mutating func coachingEvent() -> QualityEvent {
    let coaching = Code("coaching \(random.next() % 6)")
    guard random.next() % 2 == 0 else {
      return .coachingCompleted(.init { $0.coaching = coaching })
    }
    return .coachingAssigned(
      .init {
        $0.coaching = coaching
        $0.agent = agent
      })
  }

  private mutating func skillEvent() -> Event {
    switch random.next() % 4 {
    case 0: .agent(.skillRevoked(.init { $0.skill = skill }))
    case 1: .agent(.trainingCompleted(.init { $0.training = skill }))
    default:
      .agent(
        .skillGranted(
          .init {
            $0.skill = skill
            $0.level = level
            $0.certifiedUntil = perhaps(
              Timestamp(milliseconds: 1_760_000_000_000 + Int64(random.next() % 90) * 86_400_000))
          }))
    }
  }
}
