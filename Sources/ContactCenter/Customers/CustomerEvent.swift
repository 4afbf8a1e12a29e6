/// What happens to a customer's record. Streams: `customer/<id>`.
public enum CustomerEvent: Sendable, Equatable {
  case registered(Registered)
  case detailsChanged(DetailsChanged)
  case merged(Merged)
}

extension CustomerEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .registered: Registered.type
    case .detailsChanged: DetailsChanged.type
    case .merged: Merged.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .registered(let payload): self = .registered(payload.described(by: &fields))
    case .detailsChanged(let payload): self = .detailsChanged(payload.described(by: &fields))
    case .merged(let payload): self = .merged(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [CustomerEvent] = [
    .registered(Registered()), .detailsChanged(DetailsChanged()), .merged(Merged()),
  ]
}
