/// An agent as a supervisor sees them: presence, activity, calls, and what they have done.
///
/// Presence is what the agent chose; activity follows from calls. To go offline during a call takes
/// effect after it: the presence changes at once, the activity when the call is over.
public struct AgentRow: ViewRow {
  public var agent = AgentID()
  public var presence = Presence.offline
  public var presenceReason: Code?
  public var presenceSince: Timestamp?
  public var activity = AgentActivity.notReady
  public var activitySince = Timestamp()
  public var currentCall: CallID?
  public var currentQueue: QueueID?
  public var queues: [QueueID] = []
  public var contacts: [AgentContact] = []
  public var counts = HandlingCounts()
  /// Times that the agent took a call while talking on another: a switch's word against itself.
  public var overlaps: Int64 = 0
  public var today: AgentDay?
  public var sessionStartedAt: Timestamp?
  /// Up to when the session's time has been given to activities.
  public var accountedUntil: Timestamp?
  /// Sessions that are over.
  public var endedSessionMilliseconds: Int64 = 0
  public var states = StateTimes()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "The agent.")
    fields.required("presence", &presence, "What the agent has chosen to be.")
    fields.optional("presenceReason", &presenceReason, "Why.")
    fields.optional("presenceSince", &presenceSince, "Since when; missing: never reported.")
    fields.required("activity", &activity, "What the agent does.")
    fields.required("activitySince", &activitySince, "Since when.")
    fields.optional("currentCall", &currentCall, "The call that the activity is about.")
    fields.optional("currentQueue", &currentQueue, "The queue that it came from.")
    fields.list("queues", &queues, .count(1_000), "The queues that the agent serves.")
    fields.objects("contacts", &contacts, .count(10_000), "All calls the agent is busy with.")
    counts.describe(&fields)
    fields.required("overlaps", &overlaps, "Calls taken while talking on another.")
    fields.object("today", &today, "The day of the latest event; void from its end on.")
    fields.optional("sessionStartedAt", &sessionStartedAt, "Since when the agent is logged in.")
    fields.optional("accountedUntil", &accountedUntil, "Up to when `states` are counted.")
    fields.required(
      "endedSessionMilliseconds", &endedSessionMilliseconds, "The length of earlier sessions.")
    var states: StateTimes? = self.states
    fields.object("states", &states, "The time of all sessions by activity, in milliseconds.")
    self.states = states ?? StateTimes()
  }

  /// The time of all sessions up to `accountedUntil`.
  public var sessionMilliseconds: Int64 {
    guard let sessionStartedAt, let accountedUntil else { return endedSessionMilliseconds }
    return endedSessionMilliseconds + accountedUntil.millisecondsSince(sessionStartedAt)
  }
}
