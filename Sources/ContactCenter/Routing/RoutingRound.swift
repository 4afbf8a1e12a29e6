/// One round of routing: which calls ring whom, which leave their queue, who has missed an offer.
///
/// Pure: the same picture and circumstances give the same plan. Calls of all queues come in one
/// order, by score (wait plus the credit of the priority), then by entry: an agent who serves
/// several queues gets the call that comes first of all. Cost: a sort of the calls, and for each a
/// look at the free agents of its queue.
public struct RoutingRound {
  /// How long a call does not ring an agent again who has just missed it, in milliseconds.
  public static let missPauseMilliseconds: Int64 = 5_000

  let picture: RoutingPicture
  let circumstances: RoutingCircumstances
  var plan = RoutingPlan()
  /// The agents whom nobody has been offered to in this round, by queue.
  private var freeAgents: [QueueID: [AgentID]] = [:]
  private var takenAgents: Set<AgentID> = []
  /// Whom each queue chose last, this round included.
  private var lastAgents: [QueueID: AgentID] = [:]
  /// How many calls of each queue come before the one under way.
  var ahead: [QueueID: Int64] = [:]
  /// The calls for which their queue has no place, by order of entry.
  let surplus: Set<CallID>

  var now: Timestamp { circumstances.now }

  /// Decides on everything that the picture asks for.
  public static func plan(
    for picture: RoutingPicture, in circumstances: RoutingCircumstances
  ) -> RoutingPlan {
    var round = RoutingRound(picture, circumstances)
    round.decide()
    return round.plan
  }

  private init(_ picture: RoutingPicture, _ circumstances: RoutingCircumstances) {
    self.picture = picture
    self.circumstances = circumstances
    surplus = Self.surplus(in: picture)
    for agent in picture.agents.values.sorted(by: { $0.desk.agent < $1.desk.agent })
    where agent.desk.isAvailable && !circumstances.heldAgents.contains(agent.desk.agent) {
      for membership in agent.memberships {
        freeAgents[membership.queue, default: []].append(agent.desk.agent)
      }
    }
  }

  /// A call whose turn comes in some order.
  private struct Turn {
    var row: WaitingCallRow
    var queue: QueueRoutingRow
    /// Whether the caller waits at home to be called back.
    var isAtHome: Bool
    var score: Int64
  }

  private mutating func decide() {
    for turn in turns() {
      let (row, queue) = (turn.row, turn.queue)
      defer { ahead[row.queue, default: 0] += 1 }
      guard !circumstances.heldCalls.contains(row.call) else { continue }
      if turn.isAtHome {
        callBack(row, queue)
      } else if !row.offers.isEmpty {
        endRinging(row)
      } else if queue.isRouted, !turnAway(row, queue), !offer(row, queue) {
        keepWaiting(row, queue)
      }
    }
  }

  /// The calls by score, the highest first; ties by entry.
  private func turns() -> [Turn] {
    let atHome = picture.places.values.filter(\.wantsTurn).map { (row: $0.waiting, isAtHome: true) }
    let waiting = picture.calls.values.map { (row: $0, isAtHome: false) }
    let turns = (waiting + atHome).compactMap { row, isAtHome in
      picture.queues[row.queue].map { queue in
        Turn(
          row: row, queue: queue, isAtHome: isAtHome,
          score: row.score(at: now, creditSeconds: queue.priorityCreditSeconds))
      }
    }
    return turns.sorted { left, right in
      (-left.score, left.row.position) < (-right.score, right.row.position)
    }
  }

  /// Says that it is time to call somebody back for whom there would be an agent now. Nobody is
  /// kept free meanwhile: once queued, the call comes before those that came after it.
  private mutating func callBack(_ row: WaitingCallRow, _ queue: QueueRoutingRow) {
    let calendar = circumstances.calendars[queue.queue] ?? .utc
    if queue.hasHours { plan.look(at: Self.nextMinute(after: now)) }
    guard queue.isRouted, queue.isOpen(at: now, in: calendar),
      let agent = eligible(for: row, queue).first
    else { return }
    takenAgents.insert(agent.desk.agent)
    plan.decisions.append(RoutingDecision(row, at: now, [.callbackDue(.init())]))
  }

  // MARK: Ringing

  private mutating func endRinging(_ row: WaitingCallRow) {
    var decision = RoutingDecision(row, at: now, [])
    for offer in row.offers {
      guard let milliseconds = offer.ringMilliseconds else { continue }
      let due = offer.since.adding(milliseconds: milliseconds)
      guard due <= now else {
        plan.look(at: due)
        continue
      }
      let missed = CallEvent.OfferMissed {
        $0.agent = offer.agent
        $0.ringMilliseconds = milliseconds
      }
      decision.steps.append(.init(event: .offerMissed(missed), time: due))
    }
    if !decision.steps.isEmpty { plan.decisions.append(decision) }
  }

  /// Offers a call to whom the queue's strategy says.
  ///
  /// - Returns: whether there was anybody.
  private mutating func offer(_ row: WaitingCallRow, _ queue: QueueRoutingRow) -> Bool {
    let eligible = eligible(for: row, queue)
    if !eligible.isEmpty { ring(row, queue, eligible) }
    return !eligible.isEmpty
  }

  /// The free agents who may take a call now.
  private mutating func eligible(
    for row: WaitingCallRow, _ queue: QueueRoutingRow
  ) -> [RoutingAgentRow] {
    let free = (freeAgents[queue.queue] ?? []).filter { !takenAgents.contains($0) }
    freeAgents[queue.queue] = free
    var eligible: [RoutingAgentRow] = []
    let needs = queue.needs + row.needs
    let wait = row.waitMilliseconds(at: now)
    for agent in free.compactMap({ picture.agents[$0] }) {
      if let miss = row.miss(by: agent.desk.agent) {
        let over = miss.at.adding(milliseconds: Self.missPauseMilliseconds)
        guard over <= now else {
          plan.look(at: over)
          continue
        }
      }
      if agent.meets(needs, at: now, afterWaiting: wait) { eligible.append(agent) }
    }
    if eligible.count < free.count { lookAtNextStep(of: needs, row, wait) }
    return eligible
  }

  private mutating func ring(
    _ row: WaitingCallRow, _ queue: QueueRoutingRow, _ eligible: [RoutingAgentRow]
  ) {
    let measure = RoutingMeasure(
      queue: queue.queue, strategy: queue.strategy, needs: queue.needs + row.needs,
      lastAgent: lastAgents[queue.queue] ?? queue.lastAgent, now: now)
    let seed = queue.strategy == .weightedRandom ? seed(for: row) : nil
    let candidates = measure.candidates(eligible, for: row)
    let ordered = RoutingRule.order(candidates, by: queue.strategy, seed: seed)
    let chosen = RoutingRule.chosen(from: ordered, by: queue.strategy)
    let routed = CallEvent.Routed {
      $0.target = .agents
      $0.ids = chosen.map { Code($0.rawValue) }
      $0.strategy = queue.strategy
      $0.ruleVersion = RoutingRule.version
      $0.candidates = ordered
      $0.score = row.score(at: now, creditSeconds: queue.priorityCreditSeconds)
      $0.seed = seed
    }
    let offers = chosen.map { agent in
      CallEvent.offered(
        .init {
          $0.agent = agent
          $0.ringMillisecondsMax = queue.ringSeconds * 1_000
        })
    }
    plan.decisions.append(RoutingDecision(row, at: now, [.routed(routed)] + offers))
    plan.look(at: now.adding(milliseconds: queue.ringSeconds * 1_000))
    takenAgents.formUnion(chosen)
    lastAgents[queue.queue] = chosen.first
  }

  private mutating func lookAtNextStep(
    of needs: [SkillRequirement], _ row: WaitingCallRow, _ wait: Int64
  ) {
    for step in needs.compactMap({ $0.nextStep(afterWaiting: wait) }) {
      plan.look(at: row.waitingSince.adding(milliseconds: step))
    }
  }

  /// A seed of its own for each choice, small enough for every reader of JSON.
  private func seed(for row: WaitingCallRow) -> Int64 {
    var random = RoutingRandom(seed: circumstances.seed ^ UInt64(bitPattern: row.position))
    return Int64(random.next() & UInt64(FieldRules.integerMax))
  }
}
