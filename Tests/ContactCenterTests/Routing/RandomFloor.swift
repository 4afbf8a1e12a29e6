import ContactCenter
import TestSupport

/// A contact center that routes for itself, played at random: what routing wants is put to the
/// domain's own decisions, and what they accept happens. The same seed plays the same day.
struct RandomFloor {
  /// What routing wanted and the domain refused.
  struct Refused: Error {
    var event: CallEvent
    var reason: Rejection.Reason
  }

  private(set) var story: RoutingStory
  private(set) var floor = Floor()
  private(set) var calls: [String: Call] = [:]
  private var random: SeededGenerator
  private var callCount = 0
  let agents: [String]

  init(seed: UInt64, _ strategy: RoutingStrategy, agents: Int = 5, skill: Bool = false) {
    random = SeededGenerator(seed: seed)
    self.agents = (0..<agents).map { "agent \($0)" }
    story = RoutingStory(strategy, agents: self.agents) { $0.ringSeconds = 12 }
    for agent in self.agents {
      floor.apply(
        .agent(.presenceChanged(.init { $0.presence = .available })),
        of: StreamName(.agent, agent), at: story.time)
    }
    if skill {
      story.require("contracts", 3)
      for (index, agent) in self.agents.enumerated() {
        story.grant("contracts", Int64(index % 5) + 1, agent)
      }
    }
  }

  mutating func step() throws {
    story.pass(seconds: Int64(random.next() % 8))
    switch random.next() % 10 {
    case 0...2: arrive()
    case 3...5: answer()
    case 6, 7: finish()
    case 8: hangUp()
    default: choosePresence()
    }
    try route()
  }

  /// Lets routing decide until it has nothing more to do.
  mutating func route() throws {
    while true {
      let plan = story.plan(seed: random.next())
      if plan.decisions.isEmpty { return }
      for decision in plan.decisions {
        for step in decision.steps { try want(step.event, on: decision.call.rawValue) }
      }
    }
  }

  private mutating func want(_ event: CallEvent, on id: String) throws {
    guard let call = calls[id] else { return }
    switch call.decide(event, by: .house, as: .command, on: floor) {
    case .accept(let events): for case .call(let event) in events { happen(event, on: id) }
    case .refuse(let rejection): throw Refused(event: event, reason: rejection.reason)
    }
  }

  private mutating func happen(_ event: CallEvent, on id: String) {
    calls[id, default: Call(id: CallID(id))].evolve(event, at: story.time)
    floor.apply(.call(event), of: StreamName(.call, id), at: story.time)
    story.happen(id, event)
  }

  private mutating func arrive() {
    callCount += 1
    happen(.received, on: "\(callCount)")
    happen(
      .queued(
        .init {
          $0.queue = QueueID("sales")
          $0.priority = Int64(random.next() % 3)
        }), on: "\(callCount)")
  }

  /// Somebody takes a call that rings them.
  private mutating func answer() {
    guard let call = pick({ $0.phase == .offered }), let agent = call.offers.first else { return }
    let answered = CallEvent.answered(.init { $0.agent = agent })
    guard case .accept(let events) = call.decide(answered, by: .house, as: .command, on: floor)
    else { return }
    for case .call(let event) in events { happen(event, on: call.id.rawValue) }
  }

  private mutating func finish() {
    guard let call = pick({ $0.phase == .talking }) else { return }
    happen(.ended(wrapMilliseconds: 0), on: call.id.rawValue)
  }

  private mutating func hangUp() {
    guard let call = pick(\.isInQueue) else { return }
    let offers = call.offers
    for agent in offers {
      happen(.offerRescinded(.init { $0.agent = agent }), on: call.id.rawValue)
    }
    happen(.abandoned(), on: call.id.rawValue)
  }

  private mutating func choosePresence() {
    let agent = agents[Int(random.next() % UInt64(agents.count))]
    let presence: Presence = random.next() % 3 == 0 ? .lunch : .available
    let event = Event.agent(.presenceChanged(.init { $0.presence = presence }))
    floor.apply(event, of: StreamName(.agent, agent), at: story.time)
    story.choose(presence, agent)
  }

  private mutating func pick(_ isWanted: (Call) -> Bool) -> Call? {
    let wanted = calls.values.filter(isWanted).sorted { $0.id < $1.id }
    return wanted.isEmpty ? nil : wanted[Int(random.next() % UInt64(wanted.count))]
  }
}
