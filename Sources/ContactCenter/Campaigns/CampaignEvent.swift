/// What happens to a campaign of outbound calls. Streams: `campaign/<id>`.
public enum CampaignEvent: Sendable, Equatable {
  case created(Created)
  case contactAdded(ContactAdded)
  case contactRemoved(ContactRemoved)
  case started(Started)
  case paused(Paused)
  case attemptStarted(AttemptStarted)
  case attemptEnded(AttemptEnded)
  case attemptRefused(AttemptRefused)
  case ended(Ended)
}

extension CampaignEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .created: Created.type
    case .contactAdded: ContactAdded.type
    case .contactRemoved: ContactRemoved.type
    case .started: Started.type
    case .paused: Paused.type
    case .attemptStarted: AttemptStarted.type
    case .attemptEnded: AttemptEnded.type
    case .attemptRefused: AttemptRefused.type
    case .ended: Ended.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .created(let payload): self = .created(payload.described(by: &fields))
    case .contactAdded(let payload): self = .contactAdded(payload.described(by: &fields))
    case .contactRemoved(let payload): self = .contactRemoved(payload.described(by: &fields))
    case .started(let payload): self = .started(payload.described(by: &fields))
    case .paused(let payload): self = .paused(payload.described(by: &fields))
    case .attemptStarted(let payload): self = .attemptStarted(payload.described(by: &fields))
    case .attemptEnded(let payload): self = .attemptEnded(payload.described(by: &fields))
    case .attemptRefused(let payload): self = .attemptRefused(payload.described(by: &fields))
    case .ended(let payload): self = .ended(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [CampaignEvent] = [
    .created(Created()), .contactAdded(ContactAdded()), .contactRemoved(ContactRemoved()),
    .started(Started()), .paused(Paused()), .attemptStarted(AttemptStarted()),
    .attemptEnded(AttemptEnded()), .attemptRefused(AttemptRefused()), .ended(Ended()),
  ]
}
