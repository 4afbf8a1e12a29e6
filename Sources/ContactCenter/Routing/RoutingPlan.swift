/// What a round of routing wants appended, and when the next one is needed.
public struct RoutingPlan: Sendable, Equatable {
  /// At most one a call, in the order in which calls come first.
  public var decisions: [RoutingDecision] = []
  /// The first moment at which the same picture may lead to other decisions; nil: none.
  public var nextLook: Timestamp?

  /// Sees to it that there is a look at a moment, or before.
  mutating func look(at time: Timestamp) {
    nextLook = min(nextLook ?? time, time)
  }
}

/// What becomes of one call: events to append to its stream together, if nothing has happened to it
/// meanwhile.
public struct RoutingDecision: Sendable, Equatable {
  /// An event and when it happens.
  public struct Step: Sendable, Equatable {
    public var event: CallEvent
    public var time: Timestamp
  }

  public var call: CallID
  /// The number of events in the call's stream for which it was decided.
  public var version: Int64
  public var steps: [Step]

  init(_ row: WaitingCallRow, at time: Timestamp, _ events: [CallEvent]) {
    call = row.call
    version = row.version
    steps = events.map { Step(event: $0, time: time) }
  }

  /// The agents to whom the call is offered.
  public var offered: [AgentID] {
    steps.compactMap { step in
      if case .offered(let offered) = step.event { offered.agent } else { nil }
    }
  }
}
