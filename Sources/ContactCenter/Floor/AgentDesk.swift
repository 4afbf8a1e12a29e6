/// One agent on the floor: what they chose to be, and what calls make them do.
///
/// The two axes never overwrite each other: a call changes no presence, so that a failed outbound
/// call leaves it as it was, and a presence chosen during a call takes effect when the call is
/// over.
public struct AgentDesk: Payload {
  public var agent = AgentID()
  public var presence = Presence.offline
  public var presenceReason: Code?
  public var presenceSince: Timestamp?
  /// Nil while the agent has no session.
  public var sessionSince: Timestamp?
  /// The agent's parts in calls, in the order in which they began: usually none or one. What a
  /// switch reports may overlap.
  public var tasks: [DeskTask] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("presence", &presence, "What the agent chose to be.")
    fields.optional("presenceReason", &presenceReason, "Why.")
    fields.optional("presenceSince", &presenceSince, "Since when.")
    fields.optional("sessionSince", &sessionSince, "Since when the agent is logged in.")
    fields.objects("tasks", &tasks, .count(100_000), "The agent's parts in calls.")
  }
}

extension AgentDesk {
  /// What the agent does now.
  public var activity: AgentActivity {
    if tasks.isEmpty { return presence == .available ? .idle : .notReady }
    let kinds = tasks.map(\.kind)
    if kinds.contains(.talking) || kinds.contains(.dialling) { return .onCall }
    if kinds.contains(.holding) { return .holding }
    return kinds.contains(.ringing) ? .ringing : .wrappingUp
  }

  /// Whether a call may be offered: available by choice, and without any part in a call.
  public var isAvailable: Bool { presence == .available && tasks.isEmpty }

  /// Whether the agent is on the line of a call, talking, holding, or dialling.
  public var isOnCall: Bool { tasks.contains(where: \.isOnLine) }

  /// Whether a call rings the agent.
  public var isRinging: Bool { tasks.contains { $0.kind == .ringing } }
}
