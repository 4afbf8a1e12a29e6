/// What happens to a queue apart from its calls. Streams: `queue/<id>`.
public enum QueueEvent: Sendable, Equatable {
  case configured(Configured)
  case opened(Opened)
  case closed(Closed)
  case skillsRequired(SkillsRequired)
}

extension QueueEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .configured: Configured.type
    case .opened: Opened.type
    case .closed: Closed.type
    case .skillsRequired: SkillsRequired.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .configured(let payload): self = .configured(payload.described(by: &fields))
    case .opened(let payload): self = .opened(payload.described(by: &fields))
    case .closed(let payload): self = .closed(payload.described(by: &fields))
    case .skillsRequired(let payload): self = .skillsRequired(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [QueueEvent] = [
    .configured(Configured()), .opened(Opened()), .closed(Closed()),
    .skillsRequired(SkillsRequired()),
  ]
}
