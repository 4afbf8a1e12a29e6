/// Everything that a round of routing looks at: the rows of `RoutingProjection` at one position.
public struct RoutingPicture: Sendable, Equatable {
  public var queues: [QueueID: QueueRoutingRow] = [:]
  public var calls: [CallID: WaitingCallRow] = [:]
  public var agents: [AgentID: RoutingAgentRow] = [:]
  /// The places of calls that left a queue to wait elsewhere.
  public var places: [CallID: KeptPlaceRow] = [:]

  public init() {}

  /// The number of events in the stream of a call that waits; nil for one that does not.
  public func version(of call: CallID) -> Int64? {
    calls[call]?.version ?? places[call]?.version
  }
}

/// What a round of routing is told beside the picture.
public struct RoutingCircumstances: Sendable {
  /// The moment for which it decides.
  public var now: Timestamp
  /// The days and clocks of queues with opening hours; UTC where none is given.
  public var calendars: [QueueID: CalendarDays] = [:]
  /// From which the seeds of random choices are made.
  public var seed: UInt64 = 0
  /// Calls about which nothing is decided now.
  public var heldCalls: Set<CallID> = []
  /// Agents to whom nothing is offered now.
  public var heldAgents: Set<AgentID> = []

  public init(now: Timestamp) {
    self.now = now
  }
}
