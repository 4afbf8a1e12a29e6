public import ContactCenter

/// An event as somebody sent it: checked against its schema, not yet against the state.
public struct IncomingEvent: Sendable, Equatable {
  public var stream: StreamName
  /// With its personal fields.
  public var event: Event
  /// Who produced it; nil in a plain object that leaves it to the server.
  public var source: String?
  /// Nil in a plain object that leaves it to the server: such a request cannot be repeated safely.
  public var id: String?
  /// When it happened by the source's clock; nil where the server's clock is to count.
  public var time: Timestamp?
  /// Who did it, as the sender says; whether that is believed is the API's business.
  public var actor: Actor?
  /// What it belongs to, and what caused it: 1…128 bytes each.
  public var correlation: String?
  public var causation: String?
  /// A valid W3C trace context, or nil: an invalid one is ignored.
  public var traceParent: String?

  public init(
    stream: StreamName, event: Event, source: String? = nil, id: String? = nil,
    time: Timestamp? = nil, actor: Actor? = nil, correlation: String? = nil,
    causation: String? = nil, traceParent: String? = nil
  ) {
    self.stream = stream
    self.event = event
    self.source = source
    self.id = id
    self.time = time
    self.actor = actor
    self.correlation = correlation
    self.causation = causation
    self.traceParent = traceParent
  }
}
