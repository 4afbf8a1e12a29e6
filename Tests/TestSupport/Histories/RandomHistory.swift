package import ContactCenter

/// A history that never was but could have been: random proposals, of which the domain's own
/// decisions keep what the life cycles allow. The same seed gives the same history.
package struct RandomHistory {
  /// How long the contact center's things are: few, so that they meet often.
  package struct Size: Sendable {
    package var queues = 3
    package var agents = 5
    package var openCalls = 12
    package var customers = 4

    package init() {}
  }

  let size: Size
  var random: SeededGenerator
  /// Of its own, so that shifts come in between without changing what happens else.
  var shiftRandom: SeededGenerator
  private var floor = Floor()
  private var aggregates: [StreamName: Aggregate] = [:]
  private var versions: [StreamName: UInt64] = [:]
  private(set) var calls: [String] = []
  private var callCount = 0
  private(set) var time = Timestamp(milliseconds: 1_760_000_000_000)
  private var position: UInt64 = 0

  package init(seed: UInt64, size: Size = Size()) {
    random = SeededGenerator(seed: seed)
    shiftRandom = SeededGenerator(seed: ~seed)
    self.size = size
  }

  /// The next events; usually one.
  package mutating func next() -> [RecordedEvent] {
    while true {
      time = time.adding(milliseconds: Int64(random.next() % 20_000) - 500)
      if random.next() % 400 == 0 { time = time.adding(milliseconds: 7 * 3_600_000) }
      let (stream, proposed) =
        switch shiftRandom.next() % 60 {
        case 0: shiftProposal()
        case 1: securityProposal()
        default: proposal()
        }
      let accepted = decide(proposed, on: stream)
      if !accepted.isEmpty { return accepted.flatMap { recordWithEcho($0, on: stream) } }
    }
  }

  /// The agents by the domain's own account: the oracle for the view of agents.
  package var desks: [AgentDesk] { floor.desks }

  /// The calls by the domain's own account, those that are over included.
  package var callStates: [Call] {
    aggregates.values.compactMap { aggregate in
      if case .call(let call) = aggregate { call } else { nil }
    }
  }

  /// The aggregate of a stream by the domain's own account.
  func aggregate(of stream: StreamName) -> Aggregate? { aggregates[stream] }

  /// The call of a stream by the domain's own account.
  package func callState(of stream: StreamName) -> Call? {
    guard case .call(let call)? = aggregates[stream] else { return nil }
    return call
  }

  /// What the domain would say now to an event that the engine's clock proposes.
  package func decision(on event: Event, of stream: StreamName) -> Decision {
    let aggregate = aggregates[stream] ?? Aggregate(stream: stream)
    return aggregate?.decide(
      event, by: Actor(kind: .system, id: "clock"), as: .command, on: floor) ?? .accept([])
  }

  /// A history of at least so many events.
  package static func events(
    seed: UInt64, atLeast count: Int, size: Size = Size()
  ) -> [RecordedEvent] {
    var history = RandomHistory(seed: seed, size: size)
    var events: [RecordedEvent] = []
    while events.count < count { events += history.next() }
    return events
  }
}

extension RandomHistory {
  private mutating func decide(_ proposed: Event, on stream: StreamName) -> [Event] {
    guard let aggregate = aggregates[stream] ?? Aggregate(stream: stream) else { return [] }
    let kind: ProposalKind = random.next() % 4 == 0 ? .command : .fact
    let actor = Actor(kind: kind == .fact ? .integration : .system)
    switch aggregate.decide(proposed, by: actor, as: kind, on: floor) {
    case .accept(let events): return events
    case .refuse: return []
    }
  }

  private mutating func record(_ event: Event, on stream: StreamName) -> RecordedEvent {
    position += 1
    versions[stream, default: 0] += 1
    var aggregate = aggregates[stream] ?? Aggregate(stream: stream)
    aggregate?.evolve(event, at: time, position: position)
    aggregates[stream] = aggregate
    floor.apply(event, of: stream, at: time)
    return RecordedEvent(
      position: position, version: versions[stream] ?? 1, stream: stream, source: "random",
      id: "\(position)", time: time, recordedTime: time, actor: Actor(kind: .integration),
      event: event)
  }

  /// Records an event and what it means for other streams, as the engine does.
  private mutating func recordWithEcho(_ event: Event, on stream: StreamName) -> [RecordedEvent] {
    let aggregate = aggregates[stream] ?? Aggregate(stream: stream)
    let echoes = aggregate?.echoes(of: event, on: floor) ?? []
    var recorded = [record(event, on: stream)]
    for echo in echoes {
      guard let target = aggregates[echo.stream] ?? Aggregate(stream: echo.stream),
        case .accept = target.decide(
          echo.event, by: Actor(kind: .system), as: .fact, on: floor)
      else { continue }
      recorded.append(record(echo.event, on: echo.stream))
    }
    return recorded
  }

  private mutating func proposal() -> (StreamName, Event) {
    switch random.next() % 40 {
    case 0: (StreamName(.queue, queue.rawValue), queueEvent())
    case 1, 2: (StreamName(.agent, agent.rawValue), agentEvent())
    case 3: (StreamName(.customer, customer.rawValue), customerEvent())
    case 4, 5, 6: caseProposal()
    case 7, 8: campaignProposal()
    case 9, 10, 11: conductProposal()
    default: callProposal()
    }
  }

  private mutating func callProposal() -> (StreamName, Event) {
    if calls.count < size.openCalls {
      callCount += 1
      calls.append("c\(callCount)")
    }
    let index = Int(random.next() % UInt64(calls.count))
    let stream = StreamName(.call, calls[index])
    // A call that is over stays around for a while: late events are part of life.
    if aggregates[stream]?.isFinished == true, random.next() % 12 == 0 { calls.remove(at: index) }
    let all = CallEvent.all
    var event = all[Int(random.next() % UInt64(all.count))]
    if aggregates[stream] == nil {
      event = random.next() % 6 == 0 ? .placed(.init()) : .received(.init())
    }
    return (stream, .call(filled(event)))
  }

  var queue: QueueID {
    mutating get { QueueID("queue \(random.next() % UInt64(size.queues))") }
  }
  var agent: AgentID {
    mutating get {
      random.next() % 20 == 0 ? .unknown : AgentID("agent \(random.next() % UInt64(size.agents))")
    }
  }
  private var customer: CustomerID {
    mutating get { CustomerID("customer \(random.next() % UInt64(size.customers))") }
  }

  mutating func perhaps<Value>(_ value: Value) -> Value? {
    random.next() % 2 == 0 ? value : nil
  }

  private var duration: Int64? {
    mutating get { perhaps(Int64(random.next() % 90) * 1_000) }
  }
}

// MARK: Events with fields

extension RandomHistory {
  private mutating func filled(_ event: CallEvent) -> CallEvent {
    switch event {
    case .received: return .received(.init { $0.queue = perhaps(queue) })
    case .menuEntered:
      return .menuEntered(
        .init {
          $0.menu = Code("main")
          $0.queue = perhaps(queue)
        })
    case .placed:
      return .placed(
        .init {
          $0.agent = perhaps(agent)
          $0.customer = perhaps(customer)
          $0.campaign = perhaps(CampaignID("campaign \(random.next() % 2)"))
          $0.contact = perhaps(Code("contact \(random.next() % 5)"))
        })
    case .identified:
      return .identified(
        .init {
          $0.customer = customer
          $0.method = Code("number")
        })
    case .queued: return .queued(.init { $0.queue = queue })
    case .routed:
      return .routed(.init { $0.target = random.next() % 2 == 0 ? .agents : .queue })
    case .offered: return .offered(.init { $0.agent = agent })
    case .offerMissed: return .offerMissed(.init { $0.agent = agent })
    case .offerRescinded: return .offerRescinded(.init { $0.agent = agent })
    case .answered:
      return .answered(
        .init {
          $0.agent = agent
          $0.waitMilliseconds = duration
        })
    default: return ending(event)
    }
  }

  private mutating func ending(_ event: CallEvent) -> CallEvent {
    switch event {
    case .abandoned:
      return .abandoned(
        .init {
          $0.phase = random.next() % 3 == 0 ? .menu : .queue
          $0.waitMilliseconds = duration
        })
    case .queueExited:
      let causes = QueueExitCause.allCases
      return .queueExited(
        .init { $0.cause = causes[Int(random.next() % UInt64(causes.count))] })
    case .transferred: return .transferred(transfer())
    case .ended:
      let parties = EndingParty.allCases
      return .ended(
        .init {
          $0.by = parties[Int(random.next() % UInt64(parties.count))]
          $0.talkMilliseconds = duration
          $0.wrapMilliseconds = duration
        })
    case .reasonRecorded: return .reasonRecorded(.init { $0.reason = Code("bill") })
    case .documented: return .documented(.init { $0.disposition = Code("done") })
    case .noted: return .noted(.init())
    case .proposalMade, .proposalAccepted, .proposalRefused, .surveyAnswered:
      return outreach(event)
    case .callbackRequested: return .callbackRequested(.init { $0.due = time })
    case .thresholdCrossed: return .thresholdCrossed(.init())
    case .linkedToCase:
      return .linkedToCase(.init { $0.case = CaseID("case \(random.next() % 6)") })
    default: return said(event)
    }
  }

  private mutating func transfer() -> CallEvent.Transferred {
    let targets = TransferTarget.allCases
    return CallEvent.Transferred {
      $0.target = targets[Int(random.next() % UInt64(targets.count))]
      $0.queue = $0.target == .queue ? queue : nil
      $0.agent = $0.target == .agent ? agent : nil
      $0.talkMilliseconds = duration
      $0.wrapMilliseconds = duration
    }
  }

  private mutating func queueEvent() -> Event {
    switch random.next() % 4 {
    case 0: .queue(.opened(.init()))
    case 1: .queue(.closed(.init()))
    default:
      .queue(
        .configured(
          .init {
            $0.serviceLevelSeconds = perhaps(Int64(random.next() % 60) + 1)
            $0.shortAbandonSeconds = perhaps(Int64(random.next() % 10))
            $0.wrapSeconds = perhaps(60)
            $0.targetHandleSeconds = perhaps(300)
            $0.strategy = position % 2 == 0 ? .longestIdle : nil
          }))
    }
  }

  private mutating func agentEvent() -> Event {
    let presences = Presence.allCases
    switch random.next() % 6 {
    case 0: return .agent(.sessionStarted(.init()))
    case 1: return .agent(.sessionEnded(.init()))
    case 2: return .agent(.queueJoined(.init { $0.queue = queue }))
    case 3: return .agent(.queueLeft(.init { $0.queue = queue }))
    default:
      return .agent(
        .presenceChanged(
          .init { $0.presence = presences[Int(random.next() % UInt64(presences.count))] }))
    }
  }

  private mutating func shiftProposal() -> (StreamName, Event) {
    let agent = StreamName(.agent, "agent \(shiftRandom.next() % UInt64(size.agents))")
    let name = Code("shift \(shiftRandom.next() % 5)")
    guard shiftRandom.next() % 3 > 0 else {
      return (agent, .agent(.shiftCancelled(.init { $0.shift = name })))
    }
    let presences = Presence.allCases
    let event = AgentEvent.ShiftScheduled {
      $0.shift = name
      $0.start = time.adding(milliseconds: Int64(shiftRandom.next() % 40) * 900_000)
      $0.end = $0.start.adding(milliseconds: Int64(shiftRandom.next() % 20) * 900_000)
      $0.presence = presences[Int(shiftRandom.next() % UInt64(presences.count))]
    }
    return (agent, .agent(.shiftScheduled(event)))
  }

  private mutating func customerEvent() -> Event {
    switch random.next() % 12 {
    case 0: .customer(.merged(.init { $0.into = customer }))
    case 8: .customer(.doNotCallSet(.init { $0.isListed = random.next() % 2 == 0 }))
    case 9: .customer(.consentWithdrawn(.init { $0.purpose = .survey }))
    case 10, 11: .customer(.consentGranted(.init { $0.purpose = .survey }))
    case 1, 2: .customer(.detailsChanged(.init()))
    default: .customer(.registered(.init()))
    }
  }
}
