import ContactCenter
import TestSupport

/// A contact center whose queues are routed here: events in, the picture and the plan out.
struct RoutingStory {
  static let start: Int64 = 1_795_338_000_000

  private var projection = RoutingProjection(calendar: .utc)
  private var versions: [StreamName: UInt64] = [:]
  private var position: UInt64 = 0
  private(set) var time = Timestamp(milliseconds: Self.start)
  /// Every event so far, for other folds.
  private(set) var events: [RecordedEvent] = []

  /// A queue `sales` of a strategy, with the agents who serve it and are available.
  init(
    _ strategy: RoutingStrategy, agents: [String] = ["anna", "ben", "cleo"],
    _ settings: (inout QueueEvent.Configured) -> Void = { _ in }
  ) {
    configure {
      $0.strategy = strategy
      settings(&$0)
    }
    for agent in agents {
      join(agent)
      choose(.available, agent)
    }
  }

  mutating func configure(
    _ queue: String = "sales", _ settings: (inout QueueEvent.Configured) -> Void
  ) {
    happen(StreamName(.queue, queue), .queue(.configured(.init(settings))))
  }

  mutating func join(_ agent: String, _ queue: String = "sales", penalty: Int64? = nil) {
    happen(
      StreamName(.agent, agent),
      .agent(
        .queueJoined(
          .init {
            $0.queue = QueueID(queue)
            $0.penalty = penalty
          })))
  }

  mutating func choose(_ presence: Presence, _ agent: String) {
    happen(StreamName(.agent, agent), .agent(.presenceChanged(.init { $0.presence = presence })))
  }

  mutating func grant(_ skill: String, _ level: Int64, _ agent: String, until: Timestamp? = nil) {
    happen(
      StreamName(.agent, agent),
      .agent(
        .skillGranted(
          .init {
            $0.skill = Code(skill)
            $0.level = level
            $0.certifiedUntil = until
          })))
  }

  mutating func require(
    _ skill: String, _ level: Int64, relaxSeconds: Int64? = nil, lowest: Int64? = nil
  ) {
    let need = SkillRequirement {
      $0.skill = Code(skill)
      $0.level = level
      $0.relaxSeconds = relaxSeconds
      $0.lowestLevel = lowest
    }
    happen(StreamName(.queue, "sales"), .queue(.skillsRequired(.init { $0.skills = [need] })))
  }

  /// A call comes in and is queued.
  mutating func call(_ id: String, _ queue: String = "sales", priority: Int64? = nil) {
    happen(id, .received)
    happen(
      id,
      .queued(
        .init {
          $0.queue = QueueID(queue)
          $0.priority = priority
        }))
  }

  mutating func happen(_ call: String, _ event: CallEvent) {
    happen(StreamName(.call, call), .call(event))
  }

  mutating func happen(_ stream: StreamName, _ event: Event, lag: Int64 = 0) {
    position += 1
    versions[stream, default: 0] += 1
    let recorded = RecordedEvent(
      position: position, version: versions[stream] ?? 1, stream: stream, source: "test",
      id: "\(position)", time: time, recordedTime: time.adding(milliseconds: lag), actor: .house,
      event: event)
    projection.apply(recorded)
    events.append(recorded)
  }

  mutating func pass(seconds: Int64) {
    time = time.adding(milliseconds: seconds * 1_000)
  }

  /// What routing sees now.
  var picture: RoutingPicture {
    var copy = projection
    var store = ProjectionStore()
    store.drain(&copy)
    var picture = RoutingPicture()
    for row in store.rows("routing", QueueRoutingRow.self) { picture.queues[row.queue] = row }
    for row in store.rows("waiting", WaitingCallRow.self) { picture.calls[row.call] = row }
    for row in store.rows("routing-agents", RoutingAgentRow.self) {
      picture.agents[row.desk.agent] = row
    }
    for row in store.rows("kept-places", KeptPlaceRow.self) { picture.places[row.call] = row }
    return picture
  }

  func plan(seed: UInt64 = 1) -> RoutingPlan {
    var circumstances = RoutingCircumstances(now: time)
    circumstances.seed = seed
    return RoutingRound.plan(for: picture, in: circumstances)
  }

  /// Lets a plan happen.
  mutating func carryOut(_ plan: RoutingPlan) {
    for decision in plan.decisions {
      for step in decision.steps { happen(decision.call.rawValue, step.event) }
    }
  }

  /// Who is offered what now, as `call>agent`, and lets it happen.
  mutating func route(seed: UInt64 = 1) -> [String] {
    let plan = plan(seed: seed)
    carryOut(plan)
    return plan.offers
  }

  /// An agent takes a call that rings, talks, and wraps up for no time.
  mutating func serve(_ call: String, by agent: String, seconds: Int64) {
    happen(call, .answered(agent))
    pass(seconds: seconds)
    happen(call, .ended(wrapMilliseconds: 0))
  }
}

extension RoutingPlan {
  /// The offers, as `call>agent`.
  var offers: [String] {
    decisions.flatMap { decision in decision.offered.map { "\(decision.call)>\($0)" } }
  }

  /// The types of what is to be appended, without what they have in common.
  var types: [String] {
    decisions.flatMap { $0.steps.map { String($0.event.type.name.dropFirst(5)) } }
  }
}
