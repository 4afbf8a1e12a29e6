/// What happens to a queue apart from its calls. Streams: `queue/<id>`.
package enum QueueEvent: Sendable, Equatable {
  case configured(Configured)
  case opened(Opened)
  case closed(Closed)
}

extension QueueEvent {
  /// The name, version and meaning of the event's type.
  package var type: EventType {
    switch self {
    case .configured: Configured.type
    case .opened: Opened.type
    case .closed: Closed.type
    }
  }

  /// Presents the payload's fields to the visitor.
  package mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .configured(let payload): self = .configured(payload.described(by: &fields))
    case .opened(let payload): self = .opened(payload.described(by: &fields))
    case .closed(let payload): self = .closed(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  package static let all: [QueueEvent] = [
    .configured(Configured()), .opened(Opened()), .closed(Closed()),
  ]
}
