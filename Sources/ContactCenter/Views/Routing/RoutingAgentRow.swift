/// An agent as routing sees one: what they do, which queues they serve, what they can.
public struct RoutingAgentRow: ViewRow {
  /// A queue that the agent serves.
  public struct Membership: Payload {
    public var queue = QueueID()
    public var penalty: Int64 = 0
    /// The position of the event by which the agent joined: the order of a linear strategy.
    public var position: Int64 = 0

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
      fields.required("penalty", &penalty, "Higher goes later.")
      fields.required("position", &position, "The position of the event by which they joined.")
    }
  }

  public var desk = AgentDesk()
  /// Since when the agent has had no call; kept while an offer that the agent did not miss comes
  /// and goes.
  public var idleSince: Timestamp?
  /// Calls answered in this session.
  public var answered: Int64 = 0
  /// Talk and hold in this session.
  public var talkMilliseconds: Int64 = 0
  public var memberships: [Membership] = []
  public var skills: [HeldSkill] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    desk.describe(&fields)
    fields.optional("idleSince", &idleSince, "Since when the agent has had no call.")
    fields.required("answered", &answered, "Calls answered in this session.")
    fields.required("talkMilliseconds", &talkMilliseconds, "Talk and hold in this session.")
    fields.objects("memberships", &memberships, .count(1_000), "The queues that they serve.")
    fields.objects("skills", &skills, .count(1_000), "What they can.")
  }
}

extension RoutingAgentRow {
  /// The agent's part in a queue; nil where they do not serve it.
  public func membership(in queue: QueueID) -> Membership? {
    memberships.first { $0.queue == queue }
  }

  /// Whether the agent can take a call of these needs.
  public func meets(
    _ needs: [SkillRequirement], at time: Timestamp, afterWaiting milliseconds: Int64
  ) -> Bool {
    needs.allSatisfy { $0.isMet(by: skills, at: time, afterWaiting: milliseconds) }
  }

  /// The levels that the agent has in what is needed, added up.
  public func fit(_ needs: [SkillRequirement], at time: Timestamp) -> Int64 {
    let names = Set(needs.map(\.skill))
    return skills.filter { names.contains($0.skill) && $0.counts(at: time) }
      .reduce(0) { $0 + $1.level }
  }

  /// Folds an event of the agent's own stream, but for what the desk says.
  mutating func apply(_ event: AgentEvent, at position: UInt64) {
    switch event {
    case .sessionStarted:
      answered = 0
      talkMilliseconds = 0
    case .queueJoined(let joined):
      if let index = memberships.firstIndex(where: { $0.queue == joined.queue }) {
        memberships[index].penalty = joined.penalty ?? 0
      } else {
        memberships.append(
          Membership {
            $0.queue = joined.queue
            $0.penalty = joined.penalty ?? 0
            $0.position = Int64(position)
          })
      }
    case .queueLeft(let left): memberships.removeAll { $0.queue == left.queue }
    case .skillGranted(let granted):
      skills.removeAll { $0.skill == granted.skill }
      skills.append(HeldSkill(granted))
    case .skillRevoked(let revoked): skills.removeAll { $0.skill == revoked.skill }
    case .registered, .sessionEnded, .presenceChanged, .shiftScheduled, .shiftCancelled,
      .trainingCompleted:
      break
    }
  }

  /// Takes over the desk as an event has left it.
  mutating func take(_ desk: AgentDesk, at time: Timestamp, keepsIdleSince: Bool) {
    let was = self.desk
    self.desk = desk
    if desk.presence != was.presence, desk.tasks.isEmpty {
      idleSince = time
    } else if desk.tasks.isEmpty, !was.tasks.isEmpty, !keepsIdleSince {
      idleSince = time
    }
  }
}
