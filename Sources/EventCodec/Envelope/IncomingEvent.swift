package import ContactCenter

/// An event as somebody sent it: checked against its schema, not yet against the state.
package struct IncomingEvent: Sendable, Equatable {
  package var stream: StreamName
  /// With its personal fields.
  package var event: Event
  /// Who produced it; nil in a plain object that leaves it to the server.
  package var source: String?
  /// Nil in a plain object that leaves it to the server: such a request cannot be repeated safely.
  package var id: String?
  /// When it happened by the source's clock; nil where the server's clock is to count.
  package var time: Timestamp?
  /// Who did it, as the sender says; whether that is believed is the API's business.
  package var actor: Actor?
  /// What it belongs to, and what caused it: 1…128 bytes each.
  package var correlation: String?
  package var causation: String?
  /// A valid W3C trace context, or nil: an invalid one is ignored.
  package var traceParent: String?

  package init(
    stream: StreamName, event: Event, source: String? = nil, id: String? = nil,
    time: Timestamp? = nil
  ) {
    self.stream = stream
    self.event = event
    self.source = source
    self.id = id
    self.time = time
  }
}
