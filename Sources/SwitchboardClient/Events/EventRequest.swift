/// What a reader of the log asks for.
struct EventRequest: Sendable {
  let start: EventStart
  let selection: EventSelection
  /// Whether it stays once everything has been read.
  let follows: Bool

  /// The request that begins, or that goes on after a cursor.
  ///
  /// - Parameter delivered: the events that came before.
  func wire(resumingFrom cursor: String?, delivered: Int) -> WireRequest {
    var query = Query("v1", "events")
    query.add("follow", follows ? "true" : "false")
    query.add("type", selection.types)
    query.add("stream", selection.streams)
    query.add("queue", selection.queues)
    query.add("agent", selection.agents)
    query.add("customer", selection.customers)
    query.add("limit", selection.limit.map { String(max(1, $0 - delivered)) })
    var fields: [(name: String, value: String)] = []
    if let cursor {
      fields.append((name: "last-event-id", value: cursor))
    } else {
      switch start {
      case .beginning: query.add("from", "0")
      case .position(let position): query.add("from", String(position))
      case .cursor(let cursor): query.add("from", cursor)
      case .consumer(let name): query.add("consumer", name)
      }
    }
    return WireRequest(.get, query.text, accept: "text/event-stream", fields: fields)
  }
}
