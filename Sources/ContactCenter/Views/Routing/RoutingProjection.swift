/// What routing knows: queues' settings, calls that wait, agents. A fold like every other, so that
/// it is the same after a restart.
///
/// Only queues whose agents are chosen here cost anything: while every queue is `external`, events
/// of calls are passed over. What agents do in calls is known from the moment on at which the first
/// queue is not; until then everybody counts as free, and the rules on agents refuse who is not.
///
/// A call that was recorded long after it had been queued is history and waits for nobody.
public struct RoutingProjection: Projection {
  public static let view = "routing"
  public static let foldVersion: UInt32 = 2
  /// The table of the calls that wait.
  public static let waiting = "waiting"
  /// The table of the agents as routing sees them.
  public static let agents = "routing-agents"

  /// The table of the places of calls that left a queue to wait elsewhere.
  public static let places = "kept-places"

  private var queues = RowTable<QueueRoutingRow>(view, .published)
  private var calls = RowTable<WaitingCallRow>(waiting, .published)
  private var agents = RowTable<RoutingAgentRow>(agents, .published)
  private var places = RowTable<KeptPlaceRow>(places, .published)
  private var tracker = ContactTracker()
  /// Follows from the agents' desks.
  private var floor = Floor()
  /// Follows from the queues.
  private var isActive = false

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .queue(let event): apply(event, to: recorded.stream.id)
    case .agent(let event): apply(event, of: recorded)
    case .call(let event): if isActive { apply(event, of: recorded) }
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&queues)
    try visitor.visit(&calls)
    try visitor.visit(&agents)
    try visitor.visit(&places)
    try tracker.forEachTable(&visitor)
  }

  public mutating func didRestore() {
    tracker.didRestore()
    var desks: [AgentDesk] = []
    agents.forEach { desks.append($1.desk) }
    floor = Floor(desks: desks)
    isActive = false
    queues.forEach { if $1.wasRouted { isActive = true } }
  }

  // MARK: Queues and agents

  private mutating func apply(_ event: QueueEvent, to id: String) {
    let wasRouted = queues.update(id, orInsert: { QueueRoutingRow { $0.queue = QueueID(id) } }) {
      switch event {
      case .configured(let settings): $0.configure(settings)
      case .opened: $0.isOpen = true
      case .closed: $0.isOpen = false
      case .skillsRequired(let required): $0.needs = required.skills
      }
      return $0.wasRouted
    }
    if wasRouted { isActive = true }
  }

  private mutating func apply(_ event: AgentEvent, of recorded: RecordedEvent) {
    switch event {
    case .registered, .shiftScheduled, .shiftCancelled, .trainingCompleted: return
    default: break
    }
    floor.apply(recorded.event, of: recorded.stream, at: recorded.time)
    takeDesks(at: recorded.time, keepsIdleSince: false)
    agents.update(recorded.stream.id, orInsert: { Self.blank(AgentID(recorded.stream.id)) }) {
      $0.apply(event, at: recorded.position)
    }
  }

  private mutating func takeDesks(at time: Timestamp, keepsIdleSince: Bool) {
    for desk in floor.takeChanged() {
      agents.update(desk.agent.rawValue, orInsert: { Self.blank(desk.agent) }) {
        $0.take(desk, at: time, keepsIdleSince: keepsIdleSince)
      }
    }
  }

  private static func blank(_ agent: AgentID) -> RoutingAgentRow {
    RoutingAgentRow { $0.desk.agent = agent }
  }

  // MARK: Calls

  private mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) {
    floor.apply(recorded.event, of: recorded.stream, at: recorded.time)
    takeDesks(at: recorded.time, keepsIdleSince: event.leavesIdleTime)
    var segments = FinishedSegments()
    tracker.apply(event, of: recorded, into: &segments)
    count(segments)
    if places.count > 0 {
      places.updateIfPresent(recorded.stream.id) { $0.apply(event, version: recorded.version) }
    }
    switch event {
    case .queued(let queued): enter(queued, recorded)
    case .answered(let answered):
      agents.updateIfPresent(answered.agent.rawValue) { $0.answered += 1 }
      calls.remove(recorded.stream.id)
    case .queueExited(let exited): leave(exited.cause, recorded)
    case .abandoned, .ended, .transferred, .connectFailed:
      calls.remove(recorded.stream.id)
      if places.row(recorded.stream.id)?.isAtHome == false {
        places.remove(recorded.stream.id)
      }
    case .placed(let placed): keepPlace(of: placed.callbackOf, recorded)
    case .callbackCompleted: places.remove(recorded.stream.id)
    default:
      let queue = calls.updateIfPresent(recorded.stream.id) { row in
        row.version = Int64(recorded.version)
        row.apply(event, at: recorded.time)
        return row.queue
      }
      if let queue, case .routed(let routed) = event { remember(routed, in: queue) }
    }
  }

  private mutating func enter(_ queued: CallEvent.Queued, _ recorded: RecordedEvent) {
    let place = places.take(recorded.stream.id)
    let lag = recorded.recordedTime.millisecondsSince(recorded.time)
    guard queues.row(queued.queue.rawValue)?.isRouted == true,
      lag <= DeadlinesProjection.freshMilliseconds
    else {
      calls.remove(recorded.stream.id)
      return
    }
    let row = WaitingCallRow {
      $0.call = CallID(recorded.stream.id)
      $0.queue = queued.queue
      $0.since = recorded.time
      $0.waitingSince = min(place?.waitingSince ?? recorded.time, recorded.time)
      $0.priority = queued.priority ?? place?.priority ?? 0
      $0.needs = queued.skills.isEmpty ? place?.needs ?? [] : queued.skills
      $0.queuesLeft = place?.queuesLeft ?? []
      $0.position = Int64(recorded.position)
      $0.version = Int64(recorded.version)
    }
    calls.insert(row, key: recorded.stream.id)
  }

  /// Keeps what a call has waited so far where it goes on waiting elsewhere.
  private mutating func leave(_ cause: QueueExitCause, _ recorded: RecordedEvent) {
    guard let row = calls.take(recorded.stream.id), cause == .overflow || cause == .callback
    else { return }
    var place = KeptPlaceRow(row, isAtHome: cause == .callback)
    place.version = Int64(recorded.version)
    places.insert(place, key: recorded.stream.id)
  }

  /// Gives the place of a caller who asked to be called back to the call that does it.
  private mutating func keepPlace(of asked: CallID?, _ recorded: RecordedEvent) {
    guard let asked, var place = places.row(asked.rawValue) else { return }
    place.call = CallID(recorded.stream.id)
    place.isAtHome = false
    place.wantsTurn = false
    place.version = Int64(recorded.version)
    places.insert(place, key: recorded.stream.id)
  }

  private mutating func remember(_ routed: CallEvent.Routed, in queue: QueueID) {
    guard routed.target == .agents, let chosen = routed.ids.first else { return }
    queues.updateIfPresent(queue.rawValue) { $0.lastAgent = AgentID(chosen.rawValue) }
  }

  private mutating func count(_ segments: FinishedSegments) {
    for segment in segments.all {
      agents.updateIfPresent(segment.agent.rawValue) { row in
        row.talkMilliseconds += segment.talkMilliseconds + segment.holdMilliseconds
      }
      guard let queue = segment.queue else { continue }
      queues.updateIfPresent(queue.rawValue) {
        if $0.isRouted { $0.add(handleMilliseconds: segment.handleMilliseconds) }
      }
    }
  }
}

extension CallEvent {
  /// Whether an agent whom it frees goes on being idle since before: the call stopped ringing
  /// through no act of theirs.
  fileprivate var leavesIdleTime: Bool {
    switch self {
    case .offerRescinded, .abandoned, .queueExited: true
    default: false
    }
  }
}

/// The parts of agents in calls that an event has finished.
private struct FinishedSegments: ContactSink {
  var all: [OpenSegment] = []

  mutating func segmentClosed(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    all.append(segment)
  }
}
