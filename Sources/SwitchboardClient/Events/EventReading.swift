/// One reader of the log: what it asks for, where it stands, and what comes next.
final class EventReading {
  private let request: EventRequest
  private let stream: ResumingStream
  private var continuity = EventContinuity()
  private var delivered = 0
  private var isOver = false

  init(_ core: ClientCore, _ request: EventRequest) {
    self.request = request
    stream = ResumingStream(core, from: nil)
  }

  /// The next signal; nil at the end, after a failure, or when the task is cancelled.
  func next() async throws(ClientFailure) -> EventSignal? {
    do throws(ClientFailure) {
      return try await advance()
    } catch {
      isOver = true
      throw error
    }
  }

  private func advance() async throws(ClientFailure) -> EventSignal? {
    while !isOver, delivered < request.selection.limit ?? .max {
      let input = try await stream.next { request.wire(resumingFrom: $0, delivered: delivered) }
      switch input {
      case nil: return nil
      case .connected:
        beginConnection()
        return .connected
      case .lost(let interruption): return .disconnected(interruption)
      case .ended: return .disconnected(try stream.lose(nil))
      case .block(let block):
        if let signal = try take(block) { return signal }
      }
    }
    isOver = true
    return nil
  }

  private func beginConnection() {
    switch request.start {
    case _ where stream.cursor != nil: continuity.connected(from: stream.cursor)
    case .beginning: continuity.connected(after: 0)
    case .position(let position): continuity.connected(after: position)
    case .cursor(let cursor): continuity.connected(from: cursor)
    case .consumer: continuity.connected(from: nil)
    }
  }

  private func take(_ block: ServerSentEvent) throws(ClientFailure) -> EventSignal? {
    switch block.name {
    case "":
      stream.cursor = block.id ?? stream.cursor
      return block.id.map { .checkpoint(cursor: $0) }
    case "caught-up":
      stream.cursor = block.id ?? stream.cursor
      isOver = !request.follows
      return .caughtUp(cursor: stream.cursor ?? "")
    case "fell-behind": return .fellBehind(head: Mark(block.data).head)
    case "heartbeat":
      let mark = Mark(block.data)
      return .heartbeat(head: mark.head, time: mark.time)
    case "error":
      let problem = ServerProblem(status: Mark(block.data).status, body: block.data)
      return .disconnected(try stream.lose(ClientFailure(problem)))
    default: return try event(block)
    }
  }

  /// A frame without a cursor is a mark that a later server knows, and is left out.
  private func event(_ block: ServerSentEvent) throws(ClientFailure) -> EventSignal? {
    guard let cursor = block.id else { return nil }
    guard let event = LoggedEvent(frame: block.data, cursor: cursor) else {
      throw .unexpected("a frame with a cursor is no event")
    }
    switch continuity.check(event.position, after: event.previous) {
    case .follows:
      stream.cursor = cursor
      delivered += 1
      return .event(event)
    case .gap(let expected):
      let failure = ClientFailure.discontinuity(expected: expected, found: event.previous)
      if continuity.isRepeated(expected) { throw failure }
      return .disconnected(try stream.lose(failure))
    }
  }
}
