import ContactCenter

/// One call and the agents around it: given events, when a proposal, then a decision.
struct CallStory {
  static let stream = StreamName(.call, "c1")

  private(set) var call = Call(id: CallID("c1"))
  private(set) var floor = Floor()
  private(set) var time = Timestamp(milliseconds: 1_000)

  /// - Parameter available: agents who have chosen to be available.
  init(_ given: [CallEvent] = [], available: [String] = ["anna", "ben", "cleo"]) {
    for agent in available { choose(.available, agent) }
    for event in given { fold(event) }
  }

  mutating func choose(_ presence: Presence, _ agent: String) {
    let changed = AgentEvent.presenceChanged(.init { $0.presence = presence })
    floor.apply(.agent(changed), of: StreamName(.agent, agent), at: time)
  }

  /// Another call's event: what an agent does elsewhere.
  mutating func elsewhere(_ event: CallEvent, call: String = "other") {
    floor.apply(.call(event), of: StreamName(.call, call), at: time)
  }

  mutating func fold(_ event: CallEvent) {
    time = time.adding(milliseconds: 1_000)
    call.evolve(event, at: time)
    floor.apply(.call(event), of: Self.stream, at: time)
  }

  func decide(
    _ event: CallEvent, by actor: Actor = Actor(kind: .system), as kind: ProposalKind = .command
  ) -> Decision {
    call.decide(event, by: actor, as: kind, on: floor)
  }

  /// The events that a command of the house leads to, or nil where it is refused.
  func commanded(_ event: CallEvent, by actor: Actor = Actor(kind: .system)) -> [CallEvent]? {
    decide(event, by: actor).events
  }

  /// The events that a switch's report leads to, or nil where it is refused.
  func reported(_ event: CallEvent) -> [CallEvent]? {
    decide(event, by: Actor(kind: .integration), as: .fact).events
  }

  /// Why a command is refused, or nil where it is not.
  func refusal(
    of event: CallEvent, by actor: Actor = Actor(kind: .system), as kind: ProposalKind = .command
  ) -> Rejection.Reason? {
    decide(event, by: actor, as: kind).rejection?.reason
  }
}

extension Decision {
  /// The accepted events of a call; nil where it was refused.
  var events: [CallEvent]? {
    guard case .accept(let events) = self else { return nil }
    return events.compactMap { if case .call(let event) = $0 { event } else { nil } }
  }

  var rejection: Rejection? {
    if case .refuse(let rejection) = self { rejection } else { nil }
  }
}

extension Actor {
  static func agent(_ id: String) -> Actor { Actor(kind: .agent, id: id) }
  static let supervisor = Actor(kind: .supervisor, id: "sam")
  static let house = Actor(kind: .system)
  static let pbx = Actor(kind: .integration, id: "pbx")
}
