internal import NIOCore

/// Reads one answer; letting go of it before its end gives the answer up.
final class AnswerReader: Sendable {
  private let pipe: AnswerPipe
  private let connection: ClientConnection

  init(pipe: AnswerPipe, connection: ClientConnection) {
    self.pipe = pipe
    self.connection = connection
  }

  deinit {
    connection.release(pipe)
  }

  /// Sends no further requests over the connection: it seems to be dead.
  func abandonConnection() {
    connection.retire()
  }

  /// The next part of the answer, as `AnswerPipe.next`.
  func next(within limit: Duration?) async -> AnswerPipe.Arrival {
    let arrival = await pipe.next(within: limit)
    if case .bytes(let bytes) = arrival { connection.consumed(bytes.readableBytes, of: pipe) }
    return arrival
  }
}
