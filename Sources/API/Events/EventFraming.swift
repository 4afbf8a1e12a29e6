internal import EventCodec
internal import EventLog
internal import NIOCore

/// How the events of a stream are written one after the other.
struct EventFraming: Sendable {
  /// The formats of a stream.
  enum Format: Sendable, Equatable {
    /// Server-sent events, with marks, checkpoints and heartbeats.
    case serverSentEvents
    /// One structured CloudEvent a line, and nothing else.
    case lines
  }

  let format: Format
  let codec: EventCodec
  let epoch: Epoch

  /// Appends one event.
  ///
  /// - Parameter previous: the position of the frame before it on the same stream.
  func write(_ event: StoredEvent, previous: UInt64, into text: inout [UInt8]) {
    switch format {
    case .serverSentEvents:
      codec.serverSentEvent(of: event, epoch: epoch, previous: previous, into: &text)
    case .lines:
      codec.cloudEvent(of: event, into: &text)
      text.append(UInt8(ascii: "\n"))
    }
  }

  /// Appends a mark where the format has marks.
  func writeMark(_ step: SubscriptionState.Step, time: String, into bytes: inout ByteBuffer) {
    guard format == .serverSentEvents else { return }
    switch step {
    case .caughtUp(let position):
      ServerSentEvents.write(
        "caught-up", id: Cursor(epoch: epoch, position: position),
        .object([("position", .position(position))]), into: &bytes)
    case .fellBehind(let position, let end):
      ServerSentEvents.write(
        "fell-behind",
        .object([("position", .position(position)), ("head", .position(end))]), into: &bytes)
    case .checkpoint(let position):
      ServerSentEvents.checkpoint(Cursor(epoch: epoch, position: position), into: &bytes)
    case .heartbeat(let end):
      ServerSentEvents.write(
        "heartbeat", .object([("head", .position(end)), ("time", .text(time))]), into: &bytes)
    case .sendFromRing, .sendFromLog, .wait, .end:
      break
    }
  }
}
