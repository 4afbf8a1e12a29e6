/// One row for each agent: presence, activity, calls, handling times, session times.
public struct AgentsProjection: Projection {
  public static let view = "agents"
  public static let foldVersion: UInt32 = 2

  private var tracker = ContactTracker()
  private var table: AgentTable

  public init(calendar: CalendarDays) {
    table = AgentTable(calendar: calendar)
  }

  public mutating func apply(_ event: RecordedEvent) {
    switch event.event {
    case .call(let call): tracker.apply(call, of: event, into: &table)
    case .agent(let change):
      table.update(AgentID(event.stream.id), at: event.time) { $0.apply(change, at: event.time) }
    default: break
    }
  }

  public mutating func didRestore() {
    tracker.didRestore()
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try tracker.forEachTable(&visitor)
    try visitor.visit(&table.agents)
  }
}

/// The rows of agents.
private struct AgentTable: ContactSink {
  let calendar: CalendarDays
  var agents = RowTable<AgentRow>("agents", .published)

  mutating func offerOpened(
    _ offer: OpenOffer, of origin: ContactOrigin, queue: QueueID?, at moment: Moment
  ) {
    update(offer.agent, at: moment.time) {
      $0.set(
        AgentContact(call: origin.call, queue: queue, activity: .ringing, since: moment.time))
    }
  }

  mutating func offerClosed(
    _ offer: OpenOffer, of origin: ContactOrigin, from visit: OpenVisit?, as end: OfferEnd,
    at moment: Moment
  ) {
    let calendar = calendar
    update(offer.agent, at: moment.time) { row in
      // The answer takes the call's place over from the ringing.
      guard end != .answered else { return }
      row.remove(origin.call, in: [.ringing], at: moment.time)
      if end == .missed {
        row.count(at: moment.time, in: calendar) { $0.missedOffers += 1 }
      }
    }
  }

  mutating func segmentOpened(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    let calendar = calendar
    update(segment.agent, at: moment.time) { row in
      row.take(AgentContact(segment, of: origin))
      if segment.answersVisit { row.count(at: moment.time, in: calendar) { $0.answered += 1 } }
    }
  }

  mutating func segmentChanged(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    update(segment.agent, at: moment.time) { $0.set(AgentContact(segment, of: origin)) }
  }

  mutating func segmentClosed(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    let calendar = calendar
    update(segment.agent, at: moment.time) { row in
      row.remove(origin.call, in: [.onCall, .holding, .wrappingUp], at: moment.time)
      row.count(at: moment.time, in: calendar) { $0.countHandled(segment) }
    }
  }

  mutating func diallingBegan(
    by agent: AgentID, of origin: ContactOrigin, at moment: Moment
  ) {
    update(agent, at: moment.time) {
      $0.set(AgentContact(call: origin.call, queue: nil, activity: .onCall, since: moment.time))
    }
  }

  mutating func diallingFailed(
    by agent: AgentID, of origin: ContactOrigin, at moment: Moment
  ) {
    update(agent, at: moment.time) {
      $0.remove(origin.call, in: [.onCall], at: moment.time)
    }
  }

  mutating func update(
    _ agent: AgentID, at time: Timestamp, _ change: (inout AgentRow) -> Void
  ) {
    agents.update(agent.rawValue, orInsert: { Self.blank(agent, time) }, change)
  }

  private static func blank(_ agent: AgentID, _ time: Timestamp) -> AgentRow {
    var row = AgentRow()
    row.agent = agent
    row.activitySince = time
    return row
  }
}

extension AgentContact {
  fileprivate init(_ segment: OpenSegment, of origin: ContactOrigin) {
    let activity: AgentActivity =
      switch segment.phase {
      case .talking: .onCall
      case .holding: .holding
      case .wrapping: .wrappingUp
      }
    self.init(
      call: origin.call, queue: segment.queue, activity: activity, since: segment.phaseSince)
  }
}
