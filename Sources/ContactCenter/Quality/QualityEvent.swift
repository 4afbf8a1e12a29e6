/// How calls are reviewed by one form, and what comes of it. Streams: `quality/<form>`.
public enum QualityEvent: Sendable, Equatable {
  case formPublished(FormPublished)
  case callSampled(CallSampled)
  case callReviewed(CallReviewed)
  case reviewDisputed(ReviewDisputed)
  case coachingAssigned(CoachingAssigned)
  case coachingCompleted(CoachingCompleted)
}

extension QualityEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .formPublished: FormPublished.type
    case .callSampled: CallSampled.type
    case .callReviewed: CallReviewed.type
    case .reviewDisputed: ReviewDisputed.type
    case .coachingAssigned: CoachingAssigned.type
    case .coachingCompleted: CoachingCompleted.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .formPublished(let payload): self = .formPublished(payload.described(by: &fields))
    case .callSampled(let payload): self = .callSampled(payload.described(by: &fields))
    case .callReviewed(let payload): self = .callReviewed(payload.described(by: &fields))
    case .reviewDisputed(let payload): self = .reviewDisputed(payload.described(by: &fields))
    case .coachingAssigned(let payload): self = .coachingAssigned(payload.described(by: &fields))
    case .coachingCompleted(let payload): self = .coachingCompleted(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [QualityEvent] = [
    .formPublished(FormPublished()), .callSampled(CallSampled()), .callReviewed(CallReviewed()),
    .reviewDisputed(ReviewDisputed()), .coachingAssigned(CoachingAssigned()),
    .coachingCompleted(CoachingCompleted()),
  ]
}
