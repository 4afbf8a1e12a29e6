/// What happens at the border to a switch or a file. Streams: `source/<name>`.
public enum SourceEvent: Sendable, Equatable {
  case eventQuarantined(EventQuarantined)
  case quarantineReadmitted(QuarantineReadmitted)
  case quarantineDismissed(QuarantineDismissed)
}

extension SourceEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .eventQuarantined: EventQuarantined.type
    case .quarantineReadmitted: QuarantineReadmitted.type
    case .quarantineDismissed: QuarantineDismissed.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .eventQuarantined(let payload): self = .eventQuarantined(payload.described(by: &fields))
    case .quarantineReadmitted(let payload):
      self = .quarantineReadmitted(payload.described(by: &fields))
    case .quarantineDismissed(let payload):
      self = .quarantineDismissed(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [SourceEvent] = [
    .eventQuarantined(EventQuarantined()), .quarantineReadmitted(QuarantineReadmitted()),
    .quarantineDismissed(QuarantineDismissed()),
  ]
}
