/// What an event says about itself beside its data, in the order in which it is written.
enum Attribute: Int, CaseIterable {
  case specVersion, id, source, type, subject, time, dataContentType, dataSchema
  case actorKind, actorID, correlation, causation, traceParent, traceState, data

  /// The name in a CloudEvent: lower-case letters and digits only.
  var cloudEventName: StaticString {
    switch self {
    case .specVersion: "specversion"
    case .id: "id"
    case .source: "source"
    case .type: "type"
    case .subject: "subject"
    case .time: "time"
    case .dataContentType: "datacontenttype"
    case .dataSchema: "dataschema"
    case .actorKind: "actorkind"
    case .actorID: "actorid"
    case .correlation: "correlationid"
    case .causation: "causationid"
    case .traceParent: "traceparent"
    case .traceState: "tracestate"
    case .data: "data"
    }
  }

  /// The name in a plain object, or nil for what it does not have. `actor` is an object of `kind`
  /// and `id` there.
  var plainName: StaticString? {
    switch self {
    case .id: "id"
    case .source: "source"
    case .type: "type"
    case .subject: "stream"
    case .time: "time"
    case .actorKind: "actor"
    case .correlation: "correlation"
    case .causation: "causation"
    case .traceParent: "traceparent"
    case .data: "data"
    case .specVersion, .dataContentType, .dataSchema, .actorID, .traceState: nil
    }
  }
}
