/// An agent as a supervisor sees them: presence, activity, calls, and what they have done.
///
/// Presence is what the agent chose; activity follows from calls. To go offline during a call takes
/// effect after it: the presence changes at once, the activity when the call is over.
package struct AgentRow: ViewRow {
  package var agent = AgentID()
  package var presence = Presence.offline
  package var presenceReason: Code?
  package var presenceSince: Timestamp?
  package var activity = AgentActivity.notReady
  package var activitySince = Timestamp()
  package var currentCall: CallID?
  package var currentQueue: QueueID?
  package var queues: [QueueID] = []
  package var contacts: [AgentContact] = []
  package var counts = HandlingCounts()
  /// Times that the agent took a call while talking on another: a switch's word against itself.
  package var overlaps: Int64 = 0
  package var today: AgentDay?
  package var sessionStartedAt: Timestamp?
  /// Up to when the session's time has been given to activities.
  package var accountedUntil: Timestamp?
  /// Sessions that are over.
  package var endedSessionMilliseconds: Int64 = 0
  package var states = StateTimes()

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
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
  package var sessionMilliseconds: Int64 {
    guard let sessionStartedAt, let accountedUntil else { return endedSessionMilliseconds }
    return endedSessionMilliseconds + accountedUntil.millisecondsSince(sessionStartedAt)
  }
}
