/// What agents are asked to do. Streams: `policy/<id>`.
public enum PolicyEvent: Sendable, Equatable {
  case procedurePublished(ProcedurePublished)
  case procedureAcknowledged(ProcedureAcknowledged)
  case procedureWithdrawn(ProcedureWithdrawn)
}

extension PolicyEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .procedurePublished: ProcedurePublished.type
    case .procedureAcknowledged: ProcedureAcknowledged.type
    case .procedureWithdrawn: ProcedureWithdrawn.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .procedurePublished(let payload):
      self = .procedurePublished(payload.described(by: &fields))
    case .procedureAcknowledged(let payload):
      self = .procedureAcknowledged(payload.described(by: &fields))
    case .procedureWithdrawn(let payload):
      self = .procedureWithdrawn(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [PolicyEvent] = [
    .procedurePublished(ProcedurePublished()), .procedureAcknowledged(ProcedureAcknowledged()),
    .procedureWithdrawn(ProcedureWithdrawn()),
  ]
}
