/// What happens to an agent apart from calls. Streams: `agent/<id>`.
public enum AgentEvent: Sendable, Equatable {
  case registered(Registered)
  case sessionStarted(SessionStarted)
  case sessionEnded(SessionEnded)
  case presenceChanged(PresenceChanged)
  case queueJoined(QueueJoined)
  case queueLeft(QueueLeft)
  case shiftScheduled(ShiftScheduled)
  case shiftCancelled(ShiftCancelled)
  case trainingCompleted(TrainingCompleted)
  case skillGranted(SkillGranted)
  case skillRevoked(SkillRevoked)
}

extension AgentEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .registered: Registered.type
    case .sessionStarted: SessionStarted.type
    case .sessionEnded: SessionEnded.type
    case .presenceChanged: PresenceChanged.type
    case .queueJoined: QueueJoined.type
    case .queueLeft: QueueLeft.type
    case .shiftScheduled: ShiftScheduled.type
    case .shiftCancelled: ShiftCancelled.type
    case .trainingCompleted: TrainingCompleted.type
    case .skillGranted: SkillGranted.type
    case .skillRevoked: SkillRevoked.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .registered(let payload): self = .registered(payload.described(by: &fields))
    case .sessionStarted(let payload): self = .sessionStarted(payload.described(by: &fields))
    case .sessionEnded(let payload): self = .sessionEnded(payload.described(by: &fields))
    case .presenceChanged(let payload): self = .presenceChanged(payload.described(by: &fields))
    case .queueJoined(let payload): self = .queueJoined(payload.described(by: &fields))
    case .queueLeft(let payload): self = .queueLeft(payload.described(by: &fields))
    case .shiftScheduled(let payload): self = .shiftScheduled(payload.described(by: &fields))
    case .shiftCancelled(let payload): self = .shiftCancelled(payload.described(by: &fields))
    case .trainingCompleted(let payload):
      self = .trainingCompleted(payload.described(by: &fields))
    case .skillGranted(let payload): self = .skillGranted(payload.described(by: &fields))
    case .skillRevoked(let payload): self = .skillRevoked(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [AgentEvent] = [
    .registered(Registered()), .sessionStarted(SessionStarted()), .sessionEnded(SessionEnded()),
    .presenceChanged(PresenceChanged()), .queueJoined(QueueJoined()), .queueLeft(QueueLeft()),
    .shiftScheduled(ShiftScheduled()), .shiftCancelled(ShiftCancelled()),
    .trainingCompleted(TrainingCompleted()), .skillGranted(SkillGranted()),
    .skillRevoked(SkillRevoked()),
  ]
}
