/// Who may use the service, and who used it on personal data. Streams: `access/<who>`.
public enum AccessEvent: Sendable, Equatable {
  case granted(Granted)
  case revoked(Revoked)
  case recordViewed(RecordViewed)
}

extension AccessEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .granted: Granted.type
    case .revoked: Revoked.type
    case .recordViewed: RecordViewed.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .granted(let payload): self = .granted(payload.described(by: &fields))
    case .revoked(let payload): self = .revoked(payload.described(by: &fields))
    case .recordViewed(let payload): self = .recordViewed(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [AccessEvent] = [
    .granted(Granted()), .revoked(Revoked()), .recordViewed(RecordViewed()),
  ]
}
