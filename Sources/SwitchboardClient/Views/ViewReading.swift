/// One reader of a view: where it stands, and what comes next.
final class ViewReading {
  private let view: String
  private let mode: ViewMode
  private let stream: ResumingStream
  private var isInSnapshot = false
  private var isOver = false

  init(_ core: ClientCore, view: String, mode: ViewMode, resumingFrom cursor: String?) {
    self.view = view
    self.mode = mode
    stream = ResumingStream(core, from: cursor)
  }

  /// The next signal; nil after a failure, or when the task is cancelled.
  func next() async throws(ClientFailure) -> ViewSignal? {
    do throws(ClientFailure) {
      return try await advance()
    } catch {
      isOver = true
      throw error
    }
  }

  private func advance() async throws(ClientFailure) -> ViewSignal? {
    while !isOver {
      switch try await stream.next(wire) {
      case nil: return nil
      case .connected:
        isInSnapshot = false
        return .connected
      case .lost(let interruption): return .disconnected(interruption)
      case .ended: return .disconnected(try stream.lose(nil))
      case .block(let block):
        let signal = try take(block)
        if let id = block.id { stream.cursor = id }
        if let signal { return signal }
      }
    }
    return nil
  }

  private func wire(resumingFrom cursor: String?) -> WireRequest {
    var query = Query("v1", "views", view)
    query.add("mode", mode.rawValue)
    let fields = cursor.map { [(name: "last-event-id", value: $0)] } ?? []
    return WireRequest(.get, query.text, accept: "text/event-stream", fields: fields)
  }

  private func take(_ block: ServerSentEvent) throws(ClientFailure) -> ViewSignal? {
    switch block.name {
    case "snapshot": return try snapshot(block.data)
    case "row":
      guard let row = LiveRow(block.data[...]) else { throw .unexpected("a change is no row") }
      return .row(row)
    case "caught-up": return .caughtUp(cursor: block.id ?? stream.cursor ?? "")
    case "reset":
      isInSnapshot = false
      return .reset(reason: Mark(block.data).reason)
    case "heartbeat":
      let mark = Mark(block.data)
      return .heartbeat(head: mark.head, time: mark.time)
    case "error":
      let problem = ServerProblem(status: Mark(block.data).status, body: block.data)
      return .disconnected(try stream.lose(ClientFailure(problem)))
    default: return nil
    }
  }

  private func snapshot(_ data: [UInt8]) throws(ClientFailure) -> ViewSignal {
    let members = JSONSlices.members(of: data[...]) ?? []
    guard let rows = members.first(where: { $0.name == "rows" })?.value,
      let elements = JSONSlices.elements(of: rows)
    else { throw .unexpected("a snapshot has no rows") }
    let live = elements.compactMap(LiveRow.init)
    guard live.count == elements.count else { throw .unexpected("a snapshot's row has no key") }
    let more = members.first { $0.name == "more" }?.value
    let isLast = more?.elementsEqual("true".utf8) != true
    defer { isInSnapshot = !isLast }
    return .snapshot(live, isFirst: !isInSnapshot, isLast: isLast)
  }
}
