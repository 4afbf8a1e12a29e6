/// What becomes of a measure that protects data. Streams: `security/<measure>`.
public enum SecurityEvent: Sendable, Equatable {
  case measureChanged(MeasureChanged)
}

extension SecurityEvent {
  /// A measure was introduced, strengthened, renewed, relaxed or removed.
  public struct MeasureChanged: EventPayload {
    public var change = MeasureChange.introduced
    public var summary = ""
    public var reason: Code?

    public static let type = EventType(
      "security.measure_changed", 1, "A measure that protects data was changed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("change", &change, "What became of it.")
      fields.required("summary", &summary, .text(1_024), "What it is from now on.")
      fields.optional("reason", &reason, "Why; what is relaxed or removed needs one.")
    }
  }

  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .measureChanged: MeasureChanged.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .measureChanged(let payload): self = .measureChanged(payload.described(by: &fields))
    }
  }

  /// One blank event of each type.
  public static let all: [SecurityEvent] = [.measureChanged(MeasureChanged())]
}
