/// Who may use the service, who used it on personal data, and how access is reviewed. Streams:
/// `access/<who>`; for a review, also `access/<what is reviewed>`, such as `access/all`.
public enum AccessEvent: Sendable, Equatable {
  case granted(Granted)
  case revoked(Revoked)
  case recordViewed(RecordViewed)
  case reviewScheduled(ReviewScheduled)
  case reviewDue(ReviewDue)
  case reviewCompleted(ReviewCompleted)
}

extension AccessEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .granted: Granted.type
    case .revoked: Revoked.type
    case .recordViewed: RecordViewed.type
    case .reviewScheduled: ReviewScheduled.type
    case .reviewDue: ReviewDue.type
    case .reviewCompleted: ReviewCompleted.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .granted(let payload): self = .granted(payload.described(by: &fields))
    case .revoked(let payload): self = .revoked(payload.described(by: &fields))
    case .recordViewed(let payload): self = .recordViewed(payload.described(by: &fields))
    case .reviewScheduled(let payload): self = .reviewScheduled(payload.described(by: &fields))
    case .reviewDue(let payload): self = .reviewDue(payload.described(by: &fields))
    case .reviewCompleted(let payload): self = .reviewCompleted(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [AccessEvent] = [
    .granted(Granted()), .revoked(Revoked()), .recordViewed(RecordViewed()),
    .reviewScheduled(ReviewScheduled()), .reviewDue(ReviewDue()),
    .reviewCompleted(ReviewCompleted()),
  ]
}
