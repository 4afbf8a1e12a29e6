/// What becomes of keys. Streams: `keys/<key>`, such as `keys/master`.
public enum KeyEvent: Sendable, Equatable {
  case rotated(Rotated)
}

extension KeyEvent {
  /// A new generation of a key took the place of the old one.
  public struct Rotated: EventPayload {
    public var generation: Int64 = 1
    public var reason: Code?

    public static let type = EventType(
      "keys.rotated", 1, "A new generation of a key took the place of the old one.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("generation", &generation, .range(1...1_000_000), "Its number, from 1.")
      fields.optional("reason", &reason, "Why: its time had come, or it was exposed.")
    }
  }

  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .rotated: Rotated.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .rotated(let payload): self = .rotated(payload.described(by: &fields))
    }
  }

  /// One blank event of each type.
  public static let all: [KeyEvent] = [.rotated(Rotated())]
}
